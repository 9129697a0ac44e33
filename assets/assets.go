// Package assets is what dresses the house: style and script for browsers, fonts
// for documents, the catalog, the calendar and the example data, all embedded in
// the binary, for the networks we run on are closed. It holds bytes and no rules;
// each kind has one file that hands them out, and its licence text stands beside
// it or under licences/.
package assets
