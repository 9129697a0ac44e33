package store_test

import (
	"context"
	"testing"

	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestSeed(t *testing.T) {
	// Proves that the people of the tests can be entered through the store itself.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		list, err := s.Users(context.Background(), p.Admin, "", "")
		if err != nil || list.Total != 11 {
			t.Fatalf("%d users, %v", list.Total, err)
		}
	})
}
