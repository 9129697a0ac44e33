package models

// Zone is a network zone of the three-layer model 三層の対策.
type Zone string

// The zones.
const (
	ZoneMyNumber Zone = "mynumber" // マイナンバー利用事務系
	ZoneLGWAN    Zone = "lgwan"    // LGWAN接続系
	ZoneInternet Zone = "internet" // インターネット接続系
	ZoneOther    Zone = "other"    // 独立した網など
)

// Zones are all zones, the most guarded first.
func Zones() []Zone { return []Zone{ZoneMyNumber, ZoneLGWAN, ZoneInternet, ZoneOther} }
