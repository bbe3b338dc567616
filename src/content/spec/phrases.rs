//! The phrases that headings are recognised by.

use super::classify::{Class, Says};

/// How much of the heading a phrase has to be.
#[derive(Clone, Copy)]
pub(super) enum Match {
    /// All of it, as it stands.
    Whole,
    /// All of it, once the words that only qualify are gone.
    Core,
    /// It opens and ends, once the words that only qualify are gone, as the phrase does around its `*`.
    Frame,
    /// It opens with the phrase.
    Opens,
    /// It ends in the phrase.
    Ends,
    /// The phrase stands anywhere in it.
    Has,
}

use Match::{Core, Ends, Frame, Has, Opens, Whole};
use Says::{Capabilities, Careers, Ladder, Needs, Onward, SomeRoles, Specialities, Subjects, Trail};

const ROLES: Says = Says::Holds(Class::Roles);
const PATHS: Says = Says::Holds(Class::Paths);
const TOPICS: Says = Says::Holds(Class::Topics);
const STACK: Says = Says::Holds(Class::Stack);
const LEVELS: Says = Says::Holds(Class::Levels);
const TRENDS: Says = Says::Holds(Class::Trends);
const RELATED: Says = Says::Holds(Class::Related);
const ROADMAPS: Says = Says::Holds(Class::Roadmaps);
const WHEN: Says = Says::Holds(Class::WhenToUse);
const PREREQUISITES: Says = Says::Holds(Class::Prerequisites);
const PROJECTS: Says = Says::Holds(Class::Projects);
const RESOURCES: Says = Says::Holds(Class::Resources);
const OUTCOMES: Says = Says::Holds(Class::Outcomes);

/// The first rule that fits decides. `true` marks phrases that mean this only as a section of their own: deeper down
/// "Use cases" are those of a topic.
#[rustfmt::skip]
pub(super) const RULES: &[(Says, Match, bool, &[&str])] = &[
    (WHEN, Whole, false, &[
        "when to use", "when to invoke", "when to consult", "when to call", "when to activate", "when to engage",
        "when to choose", "when to learn", "how and when to use", "when should i use it", "when you need it",
    ]),
    (WHEN, Opens, false, &[
        "when to use this", "when to use the agent", "when to use me", "when to invoke", "when to consult",
        "when to call this", "when to activate", "when to engage", "when to choose this", "when to learn this",
        "when to ask this", "when to contact this", "when to delegate to this", "when to start this",
        "when to work with this",
        "use this agent", "use this skill", "when should you use", "when you should use", "when should i use this",
        "when do i use this", "when to reach for this", "when to turn to this",
    ]),
    (WHEN, Frame, false, &[
        "when to use * advisor", "when to use * agent", "when to use * assistant", "when to use * coach",
        "when to use * designer", "when to use * expert", "when to use * guide", "when to use * instructor",
        "when to use * mentor", "when to use * planner", "when to use * preparer", "when to use * skill",
        "when to use * specialist", "when to use * tracker", "when to use * trainer", "when to use * tutor",
    ]),
    (WHEN, Opens, false, &["when to spawn", "when to apply this", "when to trigger this", "when this skill", "when this agent"]),
    (WHEN, Core, true, &[
        "trigger phrases", "trigger words", "triggering conditions", "activation conditions", "activation criteria",
        "when to apply",
        "when to trigger", "when to intervene", "when to step in", "use when", "invoke when", "activate when",
        "applicable scenarios",
        "typical scenarios", "typical use cases", "usage triggers",
        "use cases", "example use cases", "ideal use cases", "use cases and scenarios", "usage scenarios",
        "activation", "activation triggers", "auto-activation triggers", "automatic activation triggers", "automatic activation",
        "invocation triggers", "trigger conditions", "ideal for", "perfect for", "best for", "best used for",
        "triggers",
    ]),
    (ROADMAPS, Has, false, &[
        "roadmap links", "roadmap reference", "roadmaps i cover", "roadmap references", "roadmap coverage",
        "roadmaps covered", "roadmap alignment",
        "roadmap.sh alignment",
    ]),
    (ROADMAPS, Core, false, &[
        "roadmaps", "included roadmaps", "official roadmaps", "related roadmaps", "developer roadmaps", "roadmap.sh",
        "roadmap resources",
        "roadmap.sh resources", "roadmap.sh roadmaps", "roadmap.sh links",
    ]),
    (ROLES, Has, false, &[
        "roles covered", "covered roles", "specialized roles", "specialised roles", "career paths covered",
        "covered career paths", "career roles", "job roles", "target roles", "roles supported", "supported roles",
    ]),
    (ROLES, Core, false, &["roles", "roles and specializations", "specializations and roles"]),
    (ROLES, Frame, false, &["specialized * roles", "specialised * roles", "core * roles"]),
    (ROLES, Ends, true, &["roles to explore"]),
    (SomeRoles, Core, true, &["job titles", "job opportunities", "positions", "professions"]),
    (SomeRoles, Ends, false, &["agent types", "types of agents", "roles", "role breakdown", "role profiles", "roles breakdown", "roles overview"]),
    (Specialities, Has, false, &["specialization paths", "specialisation paths"]),
    (Specialities, Core, false, &[
        "specializations", "specialisations", "career specializations", "areas of specialization",
        "specialization areas", "specialization tracks", "specialization options", "available specialization tracks",
    ]),
    (Specialities, Ends, true, &["specializations", "specialisations"]),
    (TRENDS, Ends, false, &["trends"]),
    (TRENDS, Opens, false, &["trends", "current trends", "emerging trends", "future trends", "industry trends", "key trends", "market trends"]),
    (TRENDS, Core, false, &["job market", "what is new", "whats new", "industry outlook", "market outlook"]),
    (LEVELS, Core, false, &[
        "career progression", "career ladder", "career levels", "career stages", "skill levels", "skill progression",
        "experience levels", "seniority levels", "proficiency levels", "mastery levels", "competency levels",
        "expertise levels", "levels of expertise", "levels of mastery", "progression levels", "learning timeline",
        "career timeline",
    ]),
    (LEVELS, Ends, true, &["career progression", "career ladder", "skill levels", "proficiency levels"]),
    (Careers, Core, false, &[
        "career path", "career paths", "career track", "career tracks",
    ]),
    (Ladder, Ends, true, &["depth levels", "difficulty levels", "knowledge levels", "student levels", "learner levels", "user levels"]),
    (Ladder, Core, false, &[
        "career development", "career growth", "career advancement", "career roadmap", "career progression paths",
        "career progression path", "career growth path", "career trajectory", "career journey",
        "career levels and salaries",
        "career progression and salaries", "career stages and salaries",
        "progression", "levels",
    ]),
    (Careers, Ends, true, &["career path", "career paths", "career tracks"]),
    (Careers, Opens, true, &["career paths by"]),
    (RELATED, Core, false, &["related learning paths", "related paths"]),
    (PATHS, Core, false, &[
        "learning path", "learning paths", "learning pathway", "learning pathways", "learning progression",
        "learning progressions", "learning sequence", "learning journey", "learning track", "learning tracks",
        "learning roadmap", "learning plan", "learning curriculum", "study plan", "study path", "curriculum",
        "roadmap stages", "course outline", "course structure", "course plan", "course modules", "syllabus",
        "training path",
        "training plan", "training program", "training modules", "study roadmap", "study schedule", "learning schedule",
        "learning order", "learning steps", "learning units", "learning levels", "mastery path", "mastery roadmap",
        "path to mastery",
        "lesson plan", "lessons", "development paths", "day-by-day", "day by day", "week-by-week", "week by week",
        "daily plan", "learning stages", "learning phases", "learning modules",
    ]),
    (PATHS, Core, true, &[
        "from beginner to expert", "beginner to expert", "from beginner to advanced", "beginner to advanced",
        "from beginner to pro",
        "from zero to hero", "zero to hero", "from novice to expert", "novice to expert",
    ]),
    (PATHS, Opens, false, &["learning path", "learning pathway", "learning progression"]),
    (PATHS, Ends, false, &[
        "learning path", "learning paths", "learning pathways", "learning progression", "learning sequence",
        "learning journey", "learning roadmap", "curriculum", "syllabus", "study plan", "learning plan",
    ]),
    (PATHS, Core, true, &["question bank", "question banks", "interview question bank", "chapter index", "chapter list", "table of chapters"]),
    (PATHS, Core, true, &[
        "what you will learn", "what youll learn", "what you will master", "what youll master", "learning content",
        "course content", "modules", "skill tree", "recommended order", "suggested order", "recommended progression",
    ]),
    (STACK, Has, false, &["technology stack expertise", "tech stack expertise", "tools and technologies expertise"]),
    (TOPICS, Core, true, &[
        "competencies", "expertise", "expertise areas", "areas of expertise", "topics", "topics covered",
        "skills covered", "concepts", "areas", "skills", "skills and topics", "knowledge areas", "knowledge",
        "domain expertise", "technical expertise", "technical skills", "technical competencies", "domains",
        "competency areas", "skill areas",
        "skill development areas", "focus areas", "areas of focus", "subject areas", "learning topics",
        "learning areas", "competencies and skills", "skills and competencies",
        "advanced topics", "advanced concepts", "expertise domains", "knowledge domains", "specialized knowledge",
        "coverage areas", "topic coverage", "topics i cover", "what i cover", "what i teach", "what this agent teaches",
        "what this agent covers", "what is covered", "whats covered", "skills you will gain", "skills youll gain",
        "skills you will learn", "skills youll learn", "skills gained", "skills developed", "skills taught",
        "competency framework", "specialties", "specialty areas", "subjects", "subjects covered",
        "fundamental concepts",
        "foundational concepts", "foundational skills", "fundamental skills",
    ]),
    (TOPICS, Opens, true, &["core competencies", "core concepts", "key concepts", "key topics"]),
    (TOPICS, Ends, true, &["knowledge areas", "expertise areas", "areas of expertise", "expertise"]),
    (TOPICS, Ends, false, &["core topics", "main topics", "core competencies"]),
    (TOPICS, Frame, false, &["core * competencies"]),
    (TOPICS, Opens, true, &["key skills"]),
    (Subjects, Core, true, &[
        "capabilities", "capabilities and focus", "agent capabilities", "advanced capabilities",
        "technical capabilities", "capabilities and expertise",
        "capabilities and knowledge", "knowledge base", "knowledge scope", "specialized capabilities",
    ]),
    (Capabilities, Whole, true, &[
        "key capabilities", "core data structures", "key data structures", "fundamental data structures",
        "core algorithms",
        "key algorithms", "fundamental algorithms", "core subjects", "key subjects", "core techniques",
        "key techniques",
        "core teaching areas", "teaching areas", "core disciplines", "key disciplines", "main subjects",
    ]),
    (Capabilities, Frame, true, &[
        "critical * concepts", "essential * concepts", "foundational * concepts", "fundamental * concepts",
        "important * concepts",
        "main * concepts", "core * concepts", "key * concepts", "core * skills", "key * skills", "key * domains",
    ]),
    (STACK, Core, false, &[
        "technology stack", "tech stack", "technologies", "tools", "tools and technologies", "technologies and tools",
        "languages and frameworks", "languages and tools", "libraries and frameworks", "technologies and frameworks",
        "frameworks and technologies", "tools and services", "tools and software", "software and tools",
        "tools and ecosystem",
        "ecosystem and tools", "tools you will use", "tools youll use", "tools and frameworks",
        "frameworks and tools", "tools and libraries", "libraries and tools",
        "tools and platforms", "platforms and tools", "tools and techniques", "techniques and tools", "tools and resources", "technology and tools", "tech and tools",
        "technical stack", "technological stack", "toolkit", "tool stack", "toolset", "tooling", "frameworks and libraries", "technology stacks", "tech stacks",
    ]),
    (STACK, Core, false, &[
        "tools to install", "tools needed", "required tools", "tools required", "tools you need", "tools youll need",
        "tools you will need",
        "software to install", "software requirements", "required software",
    ]),
    (STACK, Core, true, &["frameworks", "development tools", "developer tools", "dev tools", "toolchain"]),
    (STACK, Whole, false, &[
        "stack", "the stack", "core stack", "essential stack", "modern stack", "our stack", "popular stack",
        "preferred stack", "primary stack", "recommended stack", "suggested stack", "typical stack", "your stack",
    ]),
    (STACK, Ends, true, &["stack recommendations", "stack recommendation"]),
    (STACK, Ends, false, &["technology stack", "tech stack", "tools and technologies", "technologies and tools"]),
    (RELATED, Core, false, &[
        "related skills", "related agents", "related topics", "related agent categories",
        "related specialists", "related skills and agents", "related agents and skills", "related expertise",
        "related areas", "related plugins", "related domains", "see also",
        "complementary skills", "complementary agents", "integration with other agents",
        "integration with other skills", "integration with related skills", "integration with skills", "works with",
        "works well with", "collaborates with", "collaboration with other agents", "skill integration",
        "skills integration", "bonded skills", "agent collaboration", "works alongside", "works best with",
        "integration with other plugins",
        "related guides", "related courses", "companion agents",
    ]),
    (RELATED, Opens, true, &["integration with other", "integration with existing"]),
    (RELATED, Whole, true, &["related"]),
    (PREREQUISITES, Core, false, &[
        "prerequisites", "prerequisite", "prerequisite knowledge", "prerequisite skills", "prior knowledge",
        "prerequisites and requirements",
    ]),
    (PREREQUISITES, Ends, true, &["prerequisites"]),
    (Needs, Core, true, &["requirements", "knowledge requirements"]),
    (PROJECTS, Core, false, &[
        "real-world projects", "real world projects", "hands-on projects", "hands on projects", "portfolio projects",
        "practice projects", "practical projects", "capstone projects", "project ideas", "projects to build",
        "sample projects",
        "practical exercises", "hands-on exercises", "practice exercises", "quick start projects", "learning projects",
        "hands-on practice", "real-world applications and projects",
    ]),
    (PROJECTS, Core, true, &["projects", "capstone project", "exercises"]),
    (PROJECTS, Ends, false, &["project ideas", "hands-on projects", "real-world projects", "portfolio projects"]),
    (RESOURCES, Core, false, &[
        "learning resources", "books", "recommended reading", "further reading", "official documentation",
        "resources and references", "references and resources", "resources and communities", "resources and links",
        "resources and learning materials", "learning materials", "additional resources", "online resources",
        "related resources", "external resources", "useful resources", "study resources", "practice resources",
        "textbooks",
        "books and resources", "resources and books", "courses and resources", "online courses", "useful links",
        "reading list",
        "documentation and resources", "resources and documentation", "support and resources", "community resources",
    ]),
    (RESOURCES, Core, true, &["resources"]),
    (OUTCOMES, Core, false, &[
        "learning outcomes", "learning objectives", "learning goals", "success metrics", "assessment criteria",
        "assessment and evaluation", "assessments", "expected outcomes", "learning success metrics",
    ]),
    (OUTCOMES, Core, true, &["assessment", "success criteria", "outcomes", "evaluation criteria", "mastery criteria"]),
    (Onward, Core, true, &["next steps", "next step", "whats next", "where to go next", "next skills"]),
    (STACK, Opens, true, &["tech stack", "technology stack"]),
    (STACK, Opens, true, &["tools you", "tools i", "technologies you", "technologies i"]),
    // Last, since other phrases have these words too.
    (SomeRoles, Has, false, &["specialization", "specializations", "specialisation", "specialisations", "career"]),
    (Subjects, Ends, true, &[
        "areas", "specialties", "specialities", "competencies", "skills", "knowledge base", "domain knowledge",
        "technical knowledge", "background knowledge", "specialized knowledge", "expert knowledge",
        "professional knowledge", "core knowledge", "your domain", "techniques",
        "methodologies", "domains", "disciplines", "proficiencies", "strengths", "fundamentals", "concepts", "topics",
        "subjects", "theory",
        "technical focus", "to master", "to learn", "mental models", "knowledge deep dive", "deep dives",
    ]),
    (Subjects, Opens, true, &[
        "what i know", "what you know", "areas of", "knowledge of", "deep knowledge", "deep expertise",
        "expertise in", "fields of",
        "specialized in", "specializing in", "proficient in", "skilled in", "domains of",
    ]),
    (Trail, Ends, false, &["path", "paths"]),
    (Trail, Ends, true, &["roadmap"]),
    (Trail, Core, true, &["phases", "stages", "tracks", "weekly plan", "weekly breakdown", "study guide", "fast track"]),
];

/// What below paths is a section of its own, and no part of one: here a single word such as "Tools" may well be a part.
#[rustfmt::skip]
pub(super) const UNMISTAKABLE: &[(Class, &[&str])] = &[
    (Class::Stack, &[
        "technology stack", "tech stack", "technology stacks", "tech stacks", "tools and technologies",
        "technologies and tools",
        "tool stack", "technology and tools", "tech and tools",
    ]),
    (Class::Levels, &[
        "career progression", "career ladder", "career levels", "career stages", "experience levels",
        "seniority levels",
        "proficiency levels",
    ]),
    (Class::Roles, &["roles", "specialized roles", "specialised roles", "career roles", "job roles", "target roles"]),
    (Class::Trends, &[
        "trends", "current trends", "emerging trends", "future trends", "industry trends", "latest trends",
        "market trends",
        "job market", "industry outlook", "market outlook",
    ]),
];

/// Words that may stand before a phrase without changing what it says.
#[rustfmt::skip]
pub(super) const BEFORE: &[&str] = &[
    "core", "key", "main", "essential", "primary", "recommended", "important", "major", "our", "your", "the",
    "complete",
    "modern", "suggested", "typical", "common", "covered", "detailed", "comprehensive", "full", "structured", "popular",
    "industry", "agent", "this", "in-depth", "step-by-step",
];
/// Words that may stand behind it.
#[rustfmt::skip]
pub(super) const BEHIND: &[&str] = &[
    "covered", "overview", "included", "guide", "summary", "list", "section", "framework", "examples",
    "recommendations",
    "structure", "explained", "details", "reference", "in", "detail", "by", "level", "levels", "experience", "domain",
    "category", "topic", "role", "supported", "to", "master", "explore", "know", "learn", "for", "this", "agent",
    "breakdown", "beginners",
];

/// Words in headings that speak of choosing between things.
pub(super) const DECISIONS: &[&str] = &["comparison", "decision", "selection"];

/// What a heading speaks of beside what its section lists: words that end such a part of it.
pub(super) const NEUTRAL: &[&str] = &[
    "capabilities",
    "compensation",
    "demand",
    "earnings",
    "outlook",
    "pay",
    "salaries",
    "salary",
];

/// What stands beside the paths of a section, under headings of its own.
#[rustfmt::skip]
pub(super) const ASIDES: &[&str] = &[
    "after completing", "after completion", "approach", "assessment", "best practices", "checklist",
    "common mistakes", "common pitfalls", "communication style", "constraints", "deliverables",
    "anti-patterns", "examples", "expected deliverables", "expected output", "final output structure", "guardrails",
    "critical guardrails", "guidelines", "hands-on projects", "interaction model", "interaction workflow",
    "interview preparation", "learning outcomes", "learning resources", "methodology", "next steps",
    "operating procedure",
    "operational practices", "output", "output format", "output requirements", "output structure", "outputs",
    "pitfalls",
    "portfolio projects", "practice projects", "prerequisites", "process", "projects", "protocol",
    "real-world projects", "report format", "resources",
    "response format", "rules", "standard operating procedure", "success criteria", "success metrics", "task", "tips",
    "usage",
    "usage examples", "what to avoid", "workflow", "working method", "your task",
    "先决条件", "先決條件", "前提条件", "前置知识", "リソース", "学习资源", "资源", "선수 지식", "voraussetzungen", "prérequis", "requisitos previos",
    "pré-requisitos", "предварительные требования", "المتطلبات",
];

/// What stands beside the steps of one path, under labels of its own.
#[rustfmt::skip]
pub(super) const ASIDE_LABELS: &[&str] = &[
    "assessment", "capstone projects", "deliverables", "exercises", "expected outcomes", "hands-on",
    "hands-on exercises",
    "hands-on practice", "hands-on project", "hands-on projects", "learning outcomes", "milestone", "milestones",
    "outcome",
    "outcomes", "portfolio projects", "practical projects", "practice", "practice exercises", "practice project",
    "practice projects",
    "prerequisites", "project", "project ideas", "projects", "real-world projects", "resources", "sample projects",
    "success criteria", "success metrics", "videos", "reading", "readings", "reading list", "further reading",
    "recommended reading", "documentation",
    "recommended resources", "key resources", "references", "links", "courses", "books", "homework", "checkpoint",
    "output", "outputs",
    "exit criteria", "completion criteria", "checklist", "checkpoints", "questions", "core questions",
    "key questions", "review questions",
    "interview questions", "why it matters", "why this matters", "common mistakes", "tips", "notes", "quiz",
    "self-check", "self-assessment", "job search", "where to look for jobs",
    "recursos recomendados", "lecturas", "lectura", "lecturas recomendadas", "documentación", "repositorios",
    "preguntas", "ejemplo", "ejemplos", "entregables",
    "por qué es importante", "ejercicios", "dónde buscar trabajo", "donde buscar trabajo", "leituras", "documentação",
    "perguntas", "exemplo", "exemplos", "entregáveis",
    "exercícios", "lectures", "livrables", "exercices", "exemple", "exemples", "pourquoi", "lektüre", "beispiel",
    "beispiele", "übungen", "aufgaben", "abgaben",
    "学习建议", "建议", "注意", "注意事项", "小贴士", "问题", "思考题", "示例", "为什么", "练习", "作业", "交付物", "产出", "检查点", "验收标准", "問題", "練習問題",
    "例", "成果物", "チェックリスト", "과제", "예시", "질문",
    "proyecto", "proyecto practico", "proyecto práctico", "proyectos", "criterio de avance", "criterios de avance",
    "objetivo", "objetivos",
    "projeto", "projeto prático", "projetos", "projet", "projet pratique", "projets", "objectif", "objectifs",
    "projekt", "projekte", "ziel", "ziele",
    "obiettivo", "obiettivi", "progetto", "progetti", "recursos", "ressources", "ressourcen", "risorse", "проект",
    "ресурсы", "цель", "цели",
    "目標", "目标", "リソース", "资源", "資源", "参考資料", "参考资料", "プロジェクト", "项目", "課題", "학습 목표", "프로젝트", "자료",
];

/// Words that such labels open with.
pub(super) const ASIDE_LABELS_OPEN: &[&str] = &[
    "before you",
    "common issues",
    "common mistakes",
    "common pitfalls",
    "common problems",
    "common struggles",
    "milestones",
    "pre-requisites",
    "prerequisite",
    "projects to",
    "troubleshooting",
    "output this",
    "outputs this",
    "ejercicios prácticos",
    "exercícios práticos",
    "plataformas de",
    "recursos recomendados",
    "rutina diaria",
    "resources for",
    "homework for",
    "why",
    "criterio de",
    "criterios de",
    "critério de",
    "critérios de",
    "critères de",
    "critère de",
];

/// Words that such labels end in.
pub(super) const ASIDE_LABELS_END: &[&str] = &[
    "checkpoint",
    "checkpoints",
    "deliverables",
    "homework",
    "questions",
    "exit criteria",
];

/// Words that such labels end in where nothing stands between words.
pub(super) const ASIDE_LABELS_END_UNSPACED: &[&str] = &[
    "チェック",
    "チェックリスト",
    "检查",
    "检查点",
    "检查清单",
    "交付",
    "交付清单",
    "验收清单",
    "自测",
    "체크리스트",
];

/// Words that such headings end in.
pub(super) const ASIDE_ENDS: &[&str] = &[
    "checklist",
    "constraints",
    "deliverables",
    "format",
    "guidelines",
    "output",
    "procedure",
    "process",
    "protocol",
    "rules",
    "task",
    "workflow",
];

/// What headings say in other languages, in lower case and without apostrophes.
#[rustfmt::skip]
pub(super) const FOREIGN: &[(Says, &[&str])] = &[
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
pub(super) const SUBJECTS_OPEN: &[&str] = &[
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
pub(super) const SUBJECTS_END: &[&str] = &[
    "コア機能", "主要機能", "主な機能", "核心功能", "主要功能", "能力", "专长", "專長", "擅长", "擅長", "知识", "知識", "领域", "領域", "分野", "技能", "スキル",
    "得意分野", "概念", "知识点", "核心知识", "知识体系",
    "知識体系", "主题", "専門性", "역량", "지식", "분야", "영역", "기술", "개념", "alanları", "becerileri", "kavramlar", "konuları",
    "bilgisi",
];

/// Words in other languages that say so where they are all there is.
#[rustfmt::skip]
pub(super) const FOREIGN_WHOLE: &[(Says, &[&str])] = &[
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
