//! The phrases that headings are recognised by.

mod foreign;

pub(super) use self::foreign::{FOREIGN, FOREIGN_WHOLE, SUBJECTS_END, SUBJECTS_OPEN, TOOLS_END};
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
use Says::{Capabilities, Careers, Duties, Ladder, Needs, Onward, SomeRoles, Specialities, Subjects, Trail};

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
    (STACK, Core, true, &[
        "frameworks", "development tools", "developer tools", "dev tools", "toolchain", "ide extensions",
        "vs code extensions", "recommended extensions", "editor extensions",
    ]),
    (STACK, Whole, false, &[
        "stack", "the stack", "core stack", "essential stack", "modern stack", "our stack", "popular stack",
        "preferred stack", "primary stack", "recommended stack", "suggested stack", "typical stack", "your stack",
    ]),
    (STACK, Ends, true, &["stack recommendations", "stack recommendation"]),
    (STACK, Ends, false, &[
        "monitoring stack", "frontend stack", "backend stack", "testing stack",
    ]),
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
    (Duties, Ends, true, &["responsibilities"]),
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
    "response format", "rules", "standard operating procedure", "success criteria", "success metrics", "quality metrics", "task", "tips",
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
