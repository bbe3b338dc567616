//! The phrases in other languages than English.

use super::super::classify::Says::{self, Ladder, SomeRoles, Specialities, Trail};
use super::{
    LEVELS, OUTCOMES, PATHS, PREREQUISITES, PROJECTS, RELATED, RESOURCES, ROADMAPS, ROLES, STACK, TOPICS, TRENDS, WHEN,
};

/// What headings say in other languages, in lower case and without apostrophes.
#[rustfmt::skip]
pub(in crate::content::spec) const FOREIGN: &[(Says, &[&str])] = &[
    (WHEN, &[
        "使用する場面", "使うタイミング", "利用シーン", "何时使用", "使用场景", "何時使用", "使用場景", "cuándo usar",
        "cuándo utilizar", "quando usar", "quando utilizar", "wann verwenden", "wann einsetzen", "einsatzgebiete",
        "quand utiliser", "quand faire appel", "когда использовать", "когда обращаться", "متى تستخدم",
        "사용 시기", "언제 사용", "quando usarlo", "kiedy używać", "коли використовувати", "khi nào sử dụng",
    ]),
    (WHEN, &[
        "사용 시나리오", "触发条件", "触发场景", "触发时机", "触发词", "触发方式", "使用时机", "适用场景", "应用场景", "适用情况", "什么时候用", "什么时候使用", "何时触发",
        "何时调用", "何时启用", "觸發條件", "使用時機", "適用場景", "使うとき", "いつ使う", "トリガー", "発動条件", "起動条件", "適用シーン", "適用場面",
        "呼び出すタイミング", "ユースケース", "사용 시점", "사용할 때", "트리거", "cuándo intervenir", "cuándo invocar", "cuándo activar",
        "casos de uso",
        "disparadores", "quando invocar", "quando ativar", "quando intervir", "quando acionar", "gatilhos",
        "cas dusage", "quand intervenir",
        "quand activer", "quand invoquer", "déclencheurs", "anwendungsfälle", "wann nutzen", "wann aktivieren",
        "auslöser", "casi duso",
        "quando attivare", "quando usarla", "когда вызывать", "когда применять", "когда активировать", "триггеры",
        "сценарии использования",
        "ne zaman kullanılır", "ne zaman kullanmalı", "kullanım senaryoları", "kiedy stosować", "wanneer gebruiken",
        "kapan digunakan",
        "khi nào dùng", "حالات الاستخدام",
    ]),
    (ROADMAPS, &["関連ロードマップ", "相关路线图", "相關路線圖"]),
    (ROLES, &[
        "対象ロール", "対応ロール", "専門ロール", "対象職種", "涵盖角色", "专业角色", "职业角色", "涵蓋角色",
        "roles cubiertos", "roles especializados", "papéis abrangidos", "cargos abrangidos", "abgedeckte rollen",
        "spezialisierte rollen", "rôles couverts", "métiers couverts", "охватываемые роли", "роли и специализации",
        "الأدوار المتخصصة", "대상 역할", "전문 역할", "ruoli coperti",
    ]),
    (Specialities, &["专业方向", "especializaciones", "especializações", "spezialisierungen", "spécialisations", "специализации"]),
    (PATHS, &[
        "学習パス", "学習ロードマップ", "学習ステップ", "カリキュラム", "学习路径", "学习路线", "学习计划", "學習路徑",
        "學習路線", "ruta de aprendizaje", "rutas de aprendizaje", "camino de aprendizaje", "plan de estudios",
        "trilha de aprendizagem", "trilhas de aprendizagem", "trilha de aprendizado", "plano de estudos", "lernpfad",
        "lernpfade", "lernweg", "lernplan", "parcours dapprentissage", "parcours de formation", "plan détude",
        "plan détudes", "путь обучения", "план обучения", "учебный план", "программа обучения", "مسار التعلم",
        "مسارات التعلم", "خطة التعلم", "学習計画", "学習ロード", "课程大纲", "学习阶段", "學習計劃", "학습 경로", "학습 로드맵", "학습 계획",
        "percorso di apprendimento", "percorsi di apprendimento", "piano di studio", "leertraject", "leerpad",
        "ścieżka nauki", "plan nauki", "öğrenme yolu", "öğrenme planı", "шлях навчання", "план навчання",
        "plan de estudio", "plano de estudo", "lộ trình học", "lộ trình học tập", "jalur pembelajaran", "rencana belajar", "सीखने का मार्ग",
    ]),
    (STACK, &[
        "必备工具",
        "tecnologias e", "tecnologías y", "tecnologie e", "technologies et", "technologien und",
        "herramientas", "ferramentas", "strumenti necessari", "outils nécessaires", "outils à installer",
        "benötigte werkzeuge",
        "необходимые инструменты", "必要なツール", "所需工具", "필요한 도구",
    ]),
    (Trail, &["cronograma", "calendario del curso", "programa del curso", "temario", "conteúdo programático", "programme du cours", "zeitplan",
        "kursplan", "programma del corso", "программа курса", "课程安排", "课程内容", "学习内容", "课程目录", "スケジュール", "강의 계획", "müfredat", "ロードマップ", "全体マップ", "路线图", "路線圖", "로드맵", "hoja de ruta", "feuille de route", "дорожная карта"]),
    (TOPICS, &[
        "専門分野", "主なトピック", "学習トピック", "核心能力", "专业领域", "核心主题", "專業領域", "temas principales",
        "temas clave", "áreas de conocimiento", "áreas de especialización", "competencias clave", "tópicos principais",
        "principais tópicos", "áreas de especialização", "competências essenciais", "kernkompetenzen", "themengebiete",
        "fachgebiete", "compétences clés", "domaines dexpertise", "sujets clés", "ключевые темы", "основные темы",
        "области знаний", "ключевые компетенции",
        "学習内容", "主要トピック", "重要概念", "主要主题", "核心概念", "知识领域", "핵심 역량", "주요 주제", "전문 분야", "competenze chiave",
        "argomenti principali", "aree di competenza", "kluczowe tematy", "ключові теми", "المواضيع الرئيسية",
        "مجالات الخبرة",
        "chủ đề chính", "topik utama", "核心技能", "关键技能", "المواضيع", "المهارات الأساسية", "핵심 기술",
    ]),
    (STACK, &[
        "技術スタック", "使用技術", "技术栈", "技術棧", "工具与技术", "工具和技术", "stack tecnológico",
        "herramientas y tecnologías", "tecnologías y herramientas", "stack tecnológica", "ferramentas e tecnologias",
        "technologie-stack", "technologiestack", "werkzeuge und technologien", "tools und technologien",
        "pile technologique", "outils et technologies", "technologies et outils", "стек технологий",
        "технологический стек", "инструменты и технологии", "الأدوات والتقنيات", "使用ツール", "ツールと技術", "主要ツール",
        "工具和框架", "工具与框架", "常用工具", "기술 스택", "도구 및 기술", "strumenti e tecnologie", "stack tecnologico",
        "narzędzia i technologie", "araçlar ve teknolojiler", "công cụ và công nghệ",
    ]),
    (LEVELS, &[
        "キャリアパス", "スキルレベル", "职业发展", "职业路径", "技能等级", "職涯發展", "progresión profesional",
        "trayectoria profesional", "progressão de carreira", "plano de carreira", "karrierestufen",
        "karriereentwicklung",
        "karrierepfad", "경력 개발", "커리어 경로", "progressione di carriera", "progression de carrière",
        "évolution de carrière", "карьерный рост", "карьерная лестница",
        "職業發展", "职业晋升", "진로", "경력 경로", "المسار المهني",
    ]),
    (Ladder, &["níveis", "niveles", "niveaux", "livelli", "schwierigkeitsstufen", "уровни", "рівні", "难度等级", "难度级别", "能力等级", "水平等级", "レベル別",
        "難易度", "난이도", "수준별"]),
    (TRENDS, &["最新動向", "トレンド", "최신 동향", "트렌드", "الاتجاهات", "趋势", "趨勢", "tendencias", "tendências", "tendances", "тенденции", "тренды"]),
    (RELATED, &[
        "関連スキル", "関連エージェント", "相关技能", "相关代理", "相關技能", "habilidades relacionadas",
        "otros roles", "otros agentes", "outros papéis", "outros agentes", "autres rôles", "autres agents", "anderen rollen",
        "anderen agenten", "другими ролями", "другими агентами", "他のエージェント", "其他代理", "其他智能体", "其他角色", "다른 에이전트",
        "agentes relacionados", "verwandte themen", "verwandte fähigkeiten", "compétences associées",
        "связанные навыки",
        "смежные навыки", "관련 스킬", "관련 에이전트", "competenze correlate", "المهارات ذات الصلة",
    ]),
    (PREREQUISITES, &[
        "前提条件", "前提知識", "先决条件", "先決條件", "前置知识", "前置依赖", "前置要求", "선수 지식", "사전 지식", "voraussetzungen", "vorkenntnisse",
        "prérequis", "requisitos previos", "prerrequisitos", "pré-requisitos", "prerequisiti", "vereisten",
        "wymagania wstępne",
        "предварительные требования", "предпосылки", "попередні вимоги", "ön koşullar", "المتطلبات",
    ]),
    (PROJECTS, &[
        "実践プロジェクト", "演習課題", "实践项目", "实战项目", "項目實踐", "项目实践", "실습 프로젝트", "proyectos prácticos", "projetos práticos",
        "praxisprojekte", "projets pratiques", "progetti pratici", "практические проекты", "практичні проєкти",
        "مشاريع عملية",
    ]),
    (RESOURCES, &[
        "関連リソース", "学習リソース", "参考資料", "参考文献", "学习资源", "學習資源", "参考资料", "推荐资源", "학습 자료", "참고 자료",
        "recursos de aprendizaje", "recursos de aprendizagem", "lernressourcen", "ressources dapprentissage",
        "учебные ресурсы",
        "полезные ссылки",
    ]),
    (OUTCOMES, &[
        "目标达成", "objectifs de", "objectifs globaux", "objectifs du", "objetivos generales", "objetivos del curso",
        "objetivos do curso", "resultado final",
        "compétences acquises", "ziele des kurses", "tujuan pembelajaran", "tujuan fase", "目標スキル",
        "学習目標", "学習成果", "到達目標", "学习目标", "学习成果", "學習目標", "학습 목표", "학습 성과", "objetivos de aprendizaje",
        "resultados de aprendizaje", "objetivos de aprendizagem", "resultados de aprendizagem", "lernziele",
        "lernergebnisse",
        "objectifs dapprentissage", "obiettivi di apprendimento", "leerdoelen", "цели обучения", "результаты обучения",
        "цілі навчання", "öğrenme hedefleri", "أهداف التعلم",
    ]),
];

/// What headings open with in other languages whose sections list subjects.
#[rustfmt::skip]
pub(in crate::content::spec) const SUBJECTS_OPEN: &[&str] = &[
    "areas de", "foco", "foco principal", "enfoque principal", "áreas", "especialidades", "capacidades",
    "conocimientos", "conhecimentos", "competencias", "competências", "habilidades", "temas", "conceptos",
    "conceitos", "domaines", "compétences", "connaissances", "spécialités", "concepts", "notions", "sujets",
    "fachgebiete", "fachwissen",
    "kompetenzen", "kenntnisse", "themen", "konzepte", "aree", "competenze", "conoscenze", "argomenti", "concetti",
    "основные функции", "ключевые функции", "возможности", "основные возможности", "ключевые возможности",
    "funciones principales", "principales funciones", "funções principais", "principais funções", "fonctions principales",
    "hauptfunktionen", "funzioni principali",
    "области", "компетенции", "знания", "навыки",
    "умения", "темы", "понятия", "концепции", "ментальные модели", "специализация", "obszary", "umiejętności",
    "vakgebieden", "vaardigheden",
    "modelos mentais", "modelos mentales",
];

/// What they end in where the words of a heading stand together, or the noun comes last.
#[rustfmt::skip]
pub(in crate::content::spec) const SUBJECTS_END: &[&str] = &[
    "功能列表", "コア機能", "主要機能", "主な機能", "核心功能", "主要功能", "能力", "专长", "專長", "擅长", "擅長", "知识", "知識", "领域", "領域", "分野", "技能", "スキル",
    "得意分野", "概念", "知识点", "核心知识", "知识体系",
    "知識体系", "主题", "専門性", "역량", "지식", "분야", "영역", "기술", "개념", "alanları", "becerileri", "kavramlar", "konuları",
    "bilgisi",
];

/// What they end in whose sections list tools.
pub(in crate::content::spec) const TOOLS_END: &[&str] = &["工具", "ツール", "도구"];

/// Words in other languages that say so where they are all there is.
#[rustfmt::skip]
pub(in crate::content::spec) const FOREIGN_WHOLE: &[(Says, &[&str])] = &[
    (STACK, &[
        "ツール", "技術", "工具", "技术", "도구", "기술", "herramientas", "tecnologías", "ferramentas", "tecnologias", "werkzeuge",
        "technologien",
        "outils", "technologies utilisées", "strumenti", "tecnologie", "gereedschap", "narzędzia", "technologie",
        "инструменты",
        "технологии", "інструменти", "технології", "araçlar", "teknolojiler", "công cụ", "công nghệ", "الأدوات",
        "التقنيات",
    ]),
    (PATHS, &[
        "aulas", "lecciones", "lições", "leçons", "lektionen", "lezioni", "lessen", "lekcje", "уроки", "dersler",
        "レッスン", "课程大纲", "강의",
        "módulos", "modules du cours", "module", "moduli", "модули", "modüller", "currículo", "curriculo",
        "programme", "lehrplan", "curricolo",
        "learning path", "学习路径",
    ]),
    (SomeRoles, &["角色", "역할"]),
    (ROLES, &["ロール", "職種", "rollen", "rôles", "ruoli", "роли", "ролі", "roller", "الأدوار"]),
    (TOPICS, &[
        "トピック", "スキル", "主题", "技能", "能力", "주제", "역량", "temas", "habilidades", "competencias", "tópicos",
        "competências", "themen",
        "fähigkeiten", "kompetenzen", "compétences", "sujets", "argomenti", "competenze", "tematy", "umiejętności",
        "темы",
        "навыки", "теми", "навички", "konular", "beceriler", "chủ đề", "kỹ năng", "المواضيع", "المهارات",
    ]),
    (PROJECTS, &[
        "プロジェクト", "演習", "项目", "練習", "练习", "프로젝트", "proyectos", "ejercicios", "projetos", "exercícios", "projekte",
        "übungen", "projets",
        "exercices", "progetti", "esercizi", "projecten", "projekty", "проекты", "упражнения", "проєкти", "projeler",
        "المشاريع",
    ]),
    (RESOURCES, &[
        "リソース", "資料", "书籍", "書籍", "资源", "資源", "자료", "recursos", "libros", "livros", "ressourcen", "bücher",
        "ressources", "livres",
        "risorse", "libri", "bronnen", "zasoby", "książki", "ресурсы", "книги", "ресурси", "kaynaklar", "tài nguyên",
        "المصادر", "الموارد",
    ]),
];
