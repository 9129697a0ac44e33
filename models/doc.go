// Package models is what is true: the types of the house, their states and the
// rules that hold between them. It knows no database, no web and no clock; time
// and randomness come in as arguments. It imports the standard library alone.
//
// One noun is one file, and the file has the same name in every room:
// models/contract.go, models/store/contract.go, handlers/contract.go,
// views/contract.templ. The rules of who may do what stand beside the types as
// Can… functions; the store calls them inside its transactions.
package models
