// Package catalog owns editions 版: the catalog of what contractors must keep, as
// data. It reads and checks an edition, derives a contract's level from the data
// it touches, compiles the appendix 特記仕様書 of one contract, and compares
// editions and appendices. It knows no database, no clock and no page; it imports
// models and models/yamlfile alone.
//
// Compile is pure: the same edition and facts give the same appendix with the
// same hash. So are what follows from an appendix: PledgeText, the wording one signer
// pledges; Topics, what one party is briefed on; and the rules of both and of
// subcontracting. Their numbers are those of the articles, as they bind there. What an edition file may say is described at its head; Check holds
// every line of that description.
package catalog
