//! The words that courses and their parts are known by.

/// What a file says that teaches, wherever it says so, in lower case.
#[rustfmt::skip]
pub(super) const TAUGHT: &[&str] = &[
    "curriculum", "learning curriculum", "learning guide", "learning journey", "learning path", "learning paths",
    "learning plan",
    "certification prep", "certification preparation", "exam prep", "exam preparation", "interview prep plan",
    "interview preparation plan",
    "learning program", "learning roadmap", "study guide", "study plan", "study roadmap", "syllabus", "bootcamp",
    "plan de estudio", "plan de estudios", "ruta de aprendizaje", "plano de estudo", "plano de estudos",
    "trilha de aprendizado",
    "trilha de aprendizagem", "parcours d'apprentissage", "parcours d’apprentissage", "parcours de formation",
    "plan d'étude",
    "plan d’étude", "plan d'études", "plan d’études", "lernpfad", "lernplan", "lehrplan", "percorso di apprendimento",
    "piano di studio",
    "leertraject", "leerplan", "plan nauki", "ścieżka nauki", "öğrenme planı", "öğrenme yolu", "lộ trình học",
    "rencana belajar",
    "план обучения", "путь обучения", "учебный план", "программа обучения", "план навчання", "خطة التعلم",
    "مسار التعلم",
    "学習の全体像", "学習ロードマップ", "学習計画", "学習パス", "学習済み", "カリキュラム", "学习路线", "学习路径", "学习计划", "课程大纲",
    "學習路線", "學習計劃", "학습 계획", "학습 경로", "학습 로드맵", "커리큘럼",
];

/// What the title of a file says that teaches, besides.
#[rustfmt::skip]
pub(super) const TEACHES: &[&str] = &[
    "course", "crash course", "handbook", "learn", "learning", "lessons", "masterclass", "study", "training",
    "tutorial", "tutorials",
    "developer roadmap", "engineer roadmap", "career roadmap", "skills roadmap", "to expert", "to advanced",
    "zero to hero",
    "curso", "aprender", "aprendizaje", "aprendizado", "formación", "formação", "cours", "apprendre", "apprentissage",
    "formation",
    "parcours", "kurs", "lernen", "ausbildung", "corso", "imparare", "cursus", "leren", "nauka", "öğrenme", "eğitim",
    "курс", "обучение",
    "обучения", "навчання", "khóa học", "kursus", "belajar", "学習", "学习", "學習", "入門", "入门", "教程", "课程", "ロードマップ", "路线图",
    "학습", "강의", "دورة", "تعلم",
];

/// Words in the names of those who work on what is learned, and are no course.
#[rustfmt::skip]
pub(super) const WORKS: &[&str] = &[
    "advisor", "agent", "analyst", "architect", "assistant", "builder", "coach", "creator", "designer", "developers",
    "generator",
    "instructions", "maker", "manager", "mentor", "orchestrator", "planner", "prompt", "researcher", "reviewer",
    "specialist", "teacher",
    "trainer", "tutor", "workflow", "writer",
];

/// Words that the parts of a course are counted by; those in one row count the same.
#[rustfmt::skip]
pub(super) const COUNTED: &[&[&str]] = &[
    &["phase", "phases", "fase", "faza", "фаза", "aşama", "fas", "tahap", "giai", "مرحلة", "المرحلة", "단계"],
    &["week", "weeks", "semana", "semanas", "semaine", "semaines", "woche", "wochen", "settimana", "settimane", "weken", "tydzień", "hafta",
      "неделя", "недели", "тиждень", "minggu", "tuần", "주차", "أسبوع", "الأسبوع", "vecka", "uge"],
    &["month", "months", "mes", "meses", "mês", "mois", "monat", "mese", "maand", "miesiąc", "ay", "месяц", "місяць", "bulan", "tháng", "개월"],
    &["day", "days", "día", "dia", "jour", "jours", "tag", "giorno", "dag", "dzień", "gün", "день", "hari", "ngày", "일차"],
    &["part", "parte", "partie", "teil", "deel", "część", "bölüm", "часть", "частина", "bagian", "phần", "파트", "부"],
    &["module", "modules", "módulo", "modul", "modulo", "moduł", "modül", "модуль", "mô-đun", "모듈", "وحدة", "الوحدة"],
    &["unit", "unidad", "unidade", "unité", "einheit", "unità", "eenheid", "ünite"],
    &["course", "curso", "cours", "kurs", "corso", "cursus", "курс", "강좌"],
    &["level", "nivel", "nível", "niveau", "livello", "stufe", "poziom", "seviye", "уровень", "рівень", "레벨", "المستوى"],
    &["stage", "etapa", "étape", "etape", "tappa", "etap", "этап", "етап", "estágio"],
    &["lesson", "class", "aula", "clase", "lección", "lição", "leçon", "lektion", "lezione", "les", "lekcja", "ders", "урок", "pelajaran", "bài"],
    &["chapter", "capítulo", "chapitre", "kapitel", "capitolo", "hoofdstuk", "rozdział", "глава", "розділ", "bab", "chương"],
    &["track", "path", "parcours", "ruta", "trilha", "lernpfad", "percorso", "leertraject", "ścieżka", "путь", "jalur"],
    &["year", "años", "año", "ano", "année", "jahr", "anno", "rok", "год", "рік", "tahun", "năm"],
    &["domain", "dominio", "domínio", "domaine", "домен"],
    &["topic", "tema", "thema", "thème", "тема", "argomento"],
    &["session", "sessions", "séance", "sesión", "sessão", "sesi", "sitzung", "sessione", "sessie", "buổi", "pertemuan", "세션", "セッション"],
    &["lecture", "vorlesung", "conferencia", "palestra", "лекция", "лекція", "강의"],
    &["block", "bloque", "bloco", "bloc", "blocco", "блок"],
    &["semester", "cuatrimestre", "semestre", "trimester", "trimestre", "quarter", "term", "семестр"],
];

/// What stands before and behind the number where words have no space between them.
#[rustfmt::skip]
pub(super) const COUNTED_UNSPACED: &[(&str, &str)] = &[
    ("第", "週"), ("第", "周"), ("第", "章"), ("第", "部"), ("第", "阶段"), ("第", "階段"), ("第", "段階"), ("第", "回"), ("第", "课"),
    ("第", "課"), ("第", "天"), ("第", "单元"), ("第", "単元"), ("第", "月"), ("阶段", ""), ("階段", ""), ("フェーズ", ""), ("ステージ", ""),
    ("レベル", ""), ("モジュール", ""), ("パート", ""), ("模块", ""), ("模組", ""), ("", "週目"), ("", "주차"), ("", "단계"), ("", "ヶ月目"),
];

/// How far a learner is.
#[rustfmt::skip]
pub(super) const RANKED_WHOLE: &[&str] = &[
    "beginner", "beginners", "novice", "intermediate", "advanced", "expert", "foundations", "fundamentals",
    "principiante", "principiantes", "intermedio", "avanzado", "experto", "iniciante", "básico", "intermediário",
    "avançado",
    "débutant", "débutants", "intermédiaire", "avancé", "confirmé", "anfänger", "einsteiger", "fortgeschritten",
    "fortgeschrittene",
    "fortgeschrittener", "experte", "base", "intermedio", "avanzato", "начальный", "начинающий", "средний",
    "продвинутый",
    "początkujący", "średniozaawansowany", "zaawansowany", "başlangıç", "orta", "ileri", "初級", "中級", "上級", "初级", "中级",
    "高级",
    "初級編", "中級編", "上級編", "入門", "入门", "进阶", "進階", "초급", "중급", "고급", "المبتدئ", "المتوسط", "المتقدم",
];

/// Words that stand beside them in such headings.
#[rustfmt::skip]
pub(super) const RANKED_PARTS: &[&str] = &[
    "level", "levels", "track", "path", "phase", "stage", "topics", "course", "courses", "module", "modules", "the",
    "for", "to",
    "nivel", "nível", "niveau", "livello", "stufe", "уровень", "poziom", "seviye",
];
