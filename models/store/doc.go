// Package store keeps the house's facts in a database, SQLite or PostgreSQL.
//
// One exported method is one use case and one transaction. Each takes the
// models.Actor who asks; what the actor may not see is not found, because
// visibility is part of every query, and the Can… rules of models are called
// inside the transaction. Every change leaves a line in events within its own
// transaction.
//
// It owns gorm, its drivers and the migrations library; nobody else imports them.
// Schema is the business of package migrations alone: there is no AutoMigrate, and
// rows here are plain structs without hooks and without associations. Instants are
// kept in UTC to the microsecond, dates as dates. It may import models, its leaf
// packages and migrations, and nothing else of ours.
package store
