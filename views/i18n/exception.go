package i18n

func init() {
	say(map[string]words{
		"error.not_found.param":          {"その水準値は、この契約では変えられていません。", "This contract does not change that value."},
		"error.not_found.raise":          {"重要度の引上げはありません。", "There is no raise of the level."},
		"error.not_found.level_decision": {"その申出は見つかりません。", "There is no such request."},
		"error.fixture.twice":            {"同じ種（seed）の負荷試験データが既にあります。別の --seed を指定してください。", "Load data of this seed is there already. Give another --seed."},
	})
}
