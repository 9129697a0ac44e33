package store

import "chigiri/models"

// The words the load data is put together from. None is a real contract's.
var (
	fixtureSections = []string{
		"家庭支援", "障がい福祉企画", "地域福祉", "高齢介護", "健康医療総務", "感染症対策", "国民健康保険", "保健予防", "子育て支援", "青少年",
		"税政", "徴税対策", "財政", "人事", "総務事務", "法務", "統計", "市町村振興", "危機管理", "消防保安",
		"道路環境", "河川環境", "都市計画", "住宅経営", "建築指導", "下水", "港湾", "農政", "森づくり", "水産",
		"商業振興", "雇用推進", "観光", "文化", "スポーツ振興", "教職員人事", "高等学校", "義務教育", "警務", "広報広聴",
	}
	fixtureFields = []string{
		"児童手当", "生活保護", "障がい者手帳", "介護保険", "国民健康保険", "母子保健", "予防接種", "難病医療費", "児童相談", "ひとり親支援",
		"府税", "自動車税", "収納消込", "財務会計", "人事給与", "庶務事務", "電子申請", "文書管理", "統計調査", "住民基本台帳",
		"防災情報", "被害認定", "道路台帳", "河川監視", "都市計画情報", "府営住宅", "建築確認", "下水道台帳", "港湾利用", "農地台帳",
		"制度融資", "職業訓練", "観光統計", "文化財", "施設予約", "教員免許", "校務支援", "就学支援金", "図書館", "広報配信",
	}
	fixtureSystems = []string{"システム", "台帳システム", "管理システム", "オンラインシステム", "情報基盤", "照会システム", "連携サーバ", "統計システム"}
	fixtureWorks   = []struct {
		name string
		kind models.ContractKind
	}{
		{"保守運用業務", models.KindUpkeep}, {"保守業務", models.KindMaintenance}, {"運用業務", models.KindOperation}, {"改修業務", models.KindDevelopment},
		{"データ入力業務", models.KindDataEntry}, {"通知書印刷封入業務", models.KindMailing}, {"調査集計業務", models.KindSurvey}, {"クラウド利用", models.KindCloud}, {"研修資料作成業務", models.KindOther},
	}
	fixtureFirms  = []string{"浪速", "北摂", "河内", "和泉", "淀川", "生駒", "大和川", "茅渟", "摂津", "高津", "天満", "難波", "住之江", "中之島", "箕面", "泉南"}
	fixtureTrades = []string{"電算", "データサービス", "システムズ", "情報処理", "ソフトウェア", "ネットワーク", "テクノ", "印刷", "計算センター", "ビジネスサポート", "総合研究所", "コミュニケーションズ"}
	fixtureFamily = []string{"山本", "中西", "藤井", "大西", "森下", "濵邉", "髙木", "岡﨑", "辻", "東", "南", "北村", "松井", "西川", "上田", "𠮷田"}
	fixtureGiven  = []string{"葵", "翔太", "陽菜", "健", "さくら", "徹", "光", "一輝", "はるか", "修", "紀子", "大輔", "真央", "直樹", "美穂", "渚"}
	fixtureLevels = []struct {
		share   int // of a hundred: 71 of them touch personal information
		classes [][]string
	}{
		{9, [][]string{{"public"}}},
		{20, [][]string{{"internal_draft"}, {"statistics"}, {"system_credential", "internal_draft"}}},
		{36, [][]string{{"basic_identity"}, {"basic_identity", "casework"}, {"account", "basic_identity"}, {"staff"}}},
		{35, [][]string{{"mynumber", "basic_identity"}, {"health", "basic_identity"}, {"child_consultation", "casework"}, {"tax", "mynumber"}, {"resident_register"}}},
	}
)
