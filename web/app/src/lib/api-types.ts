// api-types.ts - what the server takes and answers. Made by tools/web-types of
// its own description (/api/openapi.json): change the shapes there, not here.
import type { Json, Tree } from "./tree";

/** What went wrong. */
export interface Error {
	error: string;
	message: string;
	request_id?: string;
	fields?: Tree;
}

/** Too many requests. */
export interface RateLimited {
	error: string;
	message: string;
	retry_after: string;
}

/** Who wants an account. */
export interface AccountNew {
	email: string;
	password: string;
	full_name: string;
	cookie?: boolean;
}

/** Tokens and whose they are (with "cookie" the tokens are cookies); or that a second factor is needed. */
export interface SignIn {
	access_token?: string;
	token_type?: string;
	expires_in?: number;
	refresh_token?: string;
	user?: Account;
	mfa_token?: string;
	mfa_methods?: string[];
}

/** A person's account. */
export interface Account {
	id: string;
	email: string;
	email_verified: boolean;
	has_password: boolean;
	full_name: string;
	role: "user" | "admin";
	plan: string;
	credits: number;
	created_at: string;
	updated_at: string;
	signed_in_at?: string;
	suspended_at?: string;
}

/** An email and its password. */
export interface Login {
	email: string;
	password: string;
	cookie?: boolean;
}

/** A refresh token. */
export interface Refresh {
	refresh_token?: string;
}

/** A device that is signed in. */
export interface Session {
	id: string;
	current: boolean;
	ip: string;
	agent: string;
	browser?: string;
	system?: string;
	created_at: string;
	used_at: string;
	expires_at: string;
}

/** The password that is and the one to be. */
export interface PasswordChange {
	current_password: string;
	new_password: string;
}

/** Whose password is lost. */
export interface Forgot {
	email: string;
}

/** A sentence. */
export interface Message {
	message: string;
}

/** A new password by the token of a mail. */
export interface PasswordReset {
	token: string;
	new_password: string;
}

/** What proves that an email is one's own. */
export interface EmailToken {
	token: string;
}

/** What Google says. */
export interface GoogleSignIn {
	id_token: string;
	nonce?: string;
	cookie?: boolean;
}

/** The way to another site. */
export interface ProviderWay {
	authorization_url: string;
	flow: string;
}

/** What the other site sent back. */
export interface ProviderCode {
	code: string;
	state: string;
	iss?: string;
	flow: string;
	cookie?: boolean;
}

/** Those that are set up. */
export interface Providers {
	providers: Provider[];
}

/** Another site that signs in. */
export interface Provider {
	provider: "oidc" | "google";
	issuer: string;
	redirects: boolean;
}

/** An account at another site that opens mine. */
export interface Identity {
	id: string;
	issuer: string;
	subject: string;
	email: string;
	created_at: string;
	used_at: string;
}

/** Which other site is to open my account. */
export interface ProviderLink {
	provider?: "oidc" | "google";
	return_to?: string;
	current_password?: string;
}

/** What the other site sent back. */
export interface ProviderLinkCode {
	code: string;
	state: string;
	iss?: string;
	flow: string;
}

/** A code, for a sign-in that is under way. */
export interface SecondFactor {
	mfa_token: string;
	code: string;
	cookie?: boolean;
}

/** Is a second factor set up? */
export interface TotpState {
	enabled: boolean;
	confirmed_at?: string;
	recovery_codes_left: number;
}

/** That it is really them. */
export interface Proof {
	current_password?: string;
}

/** What an authenticator app needs. */
export interface TotpSecret {
	secret: string;
	otpauth_uri: string;
}

/** That the app has the secret. */
export interface TotpCode {
	code: string;
}

/** For when the app is lost. */
export interface RecoveryCodes {
	recovery_codes: string[];
}

/** Who wants a new passkey. */
export interface PasskeyAsk {
	current_password?: string;
}

/** What to ask the browser. */
export interface PasskeyQuestion {
	options: Tree;
	flow: string;
}

/** What the browser made. */
export interface PasskeyNew {
	flow: string;
	name?: string;
	credential: Tree;
}

/** A device that signs in. */
export interface Passkey {
	id: string;
	name: string;
	transports: string;
	synced: boolean;
	created_at: string;
	used_at?: string;
}

/** What it is called. */
export interface PasskeyName {
	name: string;
}

/** Who wants to sign in. */
export interface PasskeySignInAsk {
	mfa_token?: string;
}

/** What a passkey signed. */
export interface PasskeySignIn {
	flow: string;
	mfa_token?: string;
	credential: Tree;
	cookie?: boolean;
}

/** A personal API key. */
export interface ApiKey {
	id: string;
	name: string;
	prefix: string;
	scopes: string;
	created_at: string;
	used_at?: string;
	expires_at?: string;
}

/** What the key is for. */
export interface ApiKeyNew {
	name: string;
	scopes: string;
	expires_at?: string;
}

/** A new key with its secret. */
export interface ApiKeyMade {
	key: ApiKey;
	secret: string;
}

/** What is to be different. */
export interface AccountChange {
	full_name?: string;
	email?: string;
	current_password?: string;
}

/** What became of the data. */
export interface Erased {
	erased_at: string;
	kept: string;
}

/** A document, without what it says. */
export interface Document {
	id: string;
	kind: "resume" | "cv" | "cover_letter" | "revamp";
	title: string;
	role: string;
	base: boolean;
	master_id?: string;
	version: number;
	created_at: string;
	updated_at: string;
	deleted_at?: string;
}

/** Either `resume`, or `master_id` and `variant`. */
export interface DocumentNew {
	kind?: "resume" | "cv" | "cover_letter" | "revamp";
	title?: string;
	resume?: Tree;
	master_id?: string;
	variant?: Tree;
}

/** A document and what it says. */
export interface DocumentWhole {
	id: string;
	kind: "resume" | "cv" | "cover_letter" | "revamp";
	title: string;
	role: string;
	base: boolean;
	master_id?: string;
	version: number;
	created_at: string;
	updated_at: string;
	deleted_at?: string;
	resume: Tree;
	variant?: Tree;
	notes?: VariantNote[];
}

/** What a variant points at. */
export interface VariantNote {
	kind: string;
	at: string;
	say: string;
}

/** The new document, and what could not be placed. */
export interface DocumentImported {
	format: string;
	document: DocumentWhole;
	notes: ImportNote[];
	more: number;
}

/** What became of something. */
export interface ImportNote {
	kind: string;
	at: string;
	say: string;
}

/** Is it a JSON Resume document? */
export interface DocumentVerdict {
	valid: boolean;
	faults: DocumentFault[];
	more: number;
}

/** What is wrong. */
export interface DocumentFault {
	at: string;
	expected: string;
	line: number;
	column: number;
}

/** Two JSON Resume documents. */
export interface DocumentPair {
	from: Tree;
	to: Tree;
}

/** What differs: for programs, by section, and word by word. */
export interface DocumentDifference {
	from: number;
	to: number;
	summary: string;
	sections: DocumentSection[];
	patch: Json[];
	words: DocumentRun[];
}

/** What changed in a section. */
export interface DocumentSection {
	section: string;
	title: string;
	summary: string;
}

/** Text that stayed, went or came. */
export interface DocumentRun {
	kind: string;
	text: string;
}

/** What is to be different; the rest stays. */
export interface DocumentChange {
	title?: string;
	resume?: Tree;
	variant?: Tree;
	version_name?: string;
}

/** A version, without what it says. */
export interface DocumentVersion {
	number: number;
	at: string;
	author_id: string;
	way: "created" | "edited" | "uploaded" | "imported" | "tailored" | "restored" | "detached";
	name: string;
	changes_summary: string;
	sent_count: number;
}

/** A version and what it says. */
export interface DocumentVersionWhole {
	number: number;
	at: string;
	author_id: string;
	way: "created" | "edited" | "uploaded" | "imported" | "tailored" | "restored" | "detached";
	name: string;
	changes_summary: string;
	resume: Tree;
	sent: DocumentSent[];
}

/** A file that carries a version. */
export interface DocumentSent {
	history_id: string;
	at: string;
	format: string;
	template: string;
	project_id?: string;
	project_name?: string;
}

/** What it is called. */
export interface VersionName {
	name: string;
}

/** Work in the background. */
export interface Job {
	id: string;
	kind: string;
	state: "ready" | "leased" | "done" | "buried" | "cancelled";
	progress: number;
	note?: string;
	attempts: number;
	tries: number;
	error?: string;
	result?: Json;
	events: number;
	run_at: string;
	created_at: string;
	cancel_at?: string;
	ended_at?: string;
}

/** A resume and a posting. */
export interface MatchAsk {
	resume?: Tree;
	resume_id?: string;
	job_description: string;
	as_of?: string;
}

/** How a resume suits a posting, and why. */
export interface Match {
	file?: string;
	score: number;
	parts: MatchParts;
	weights: MatchParts;
	matched: MatchTerm[];
	missing: MatchTerm[];
	requirements: MatchRequirement[];
	changes: MatchChange[];
	posting: MatchPosting;
	notes: string[];
	version: number;
	as_of: string;
}

/** Points of each part of a score. */
export interface MatchParts {
	skills: number;
	keywords: number;
	title: number;
	experience: number;
	education: number;
	format: number;
}

/** A skill or a word that matters to a posting. */
export interface MatchTerm {
	term: string;
	kind: "skill" | "word";
	weight: number;
	must: boolean;
	how: "no" | "field" | "broader" | "sibling" | "near" | "shown" | "proved" | "has";
	points: number;
	by?: string;
	evidence: Evidence | null;
	posting: string;
}

/** What of a resume shows something. */
export interface Evidence {
	at: string;
	quote: string;
}

/** A line that asks for something. */
export interface MatchRequirement {
	text: string;
	must: boolean;
	verdict: "missing" | "partial" | "met";
	why: string;
	evidence: Evidence | null;
}

/** What would raise a score. */
export interface MatchChange {
	do: string;
	points: number;
}

/** What a posting says of the job. */
export interface MatchPosting {
	title: string | null;
	level: string | null;
	company: string | null;
	location: string | null;
	years: number | null;
	degree: string | null;
	languages: string[];
}

/** One resume and many postings, or the other way round. */
export interface MatchManyAsk {
	resume?: Tree;
	resume_id?: string;
	postings?: MatchManyPosting[];
	job_description?: string;
	resume_ids?: string[];
	top?: number;
	as_of?: string;
}

/** One posting of many. */
export interface MatchManyPosting {
	id?: string;
	job_description: string;
}

/** Many of one side, ranked for the other. */
export interface MatchMany {
	matches: MatchRow[];
	scored: number;
	failed: number;
	version: number;
	as_of: string;
}

/** One of many, and how it suits. */
export interface MatchRow {
	id: string;
	title: string | null;
	company: string | null;
	score: number;
	parts: MatchParts;
	matched: string[];
	missing: string[];
	notes: string[];
	error?: string;
}

/** A posting. */
export interface PostingAsk {
	job_description: string;
}

/** What a posting asks for, and where. */
export interface Posting {
	text: string;
	title: PostingFound | null;
	level: string | null;
	occupation: string | null;
	company: PostingFound | null;
	location: PostingFound | null;
	years: number | null;
	degree: PostingFound | null;
	degree_or: boolean;
	languages: PostingFound[];
	required: PostingTerm[];
	welcome: PostingTerm[];
	certificates: PostingTerm[];
	keywords: PostingTerm[];
	requirements: PostingLine[];
	responsibilities: PostingLine[];
}

/** What a posting says, and where. */
export interface PostingFound {
	value: string;
	place: PostingPlace;
}

/** Where in the answer's text: characters (code points), from 0. */
export interface PostingPlace {
	at: number;
	length: number;
}

/** What weighs in a posting. */
export interface PostingTerm {
	term: string;
	kind: "skill" | "word";
	part: string;
	weight: number;
	must: boolean;
	place: PostingPlace;
}

/** One line of a posting. */
export interface PostingLine {
	text: string;
	must: boolean;
	years: number;
	place: PostingPlace;
}

/** A resume, and a text for a place in it. */
export interface TruthAsk {
	resume?: Tree;
	resume_id?: string;
	as_of?: string;
	path?: string;
	text: string;
}

/** Does the resume say it? */
export interface Truth {
	holds: boolean;
	faults: TruthFault[];
}

/** What a text says that the resume does not. */
export interface TruthFault {
	kind: string;
	what: string;
	why: string;
}

/** A resume. */
export interface LintAsk {
	resume?: Tree;
	resume_id?: string;
	as_of?: string;
	round_trip?: boolean;
}

/** What was found in a resume. */
export interface Lint {
	count: LintCount;
	findings: LintFinding[];
	more: number;
	round_trip?: Tree;
}

/** How many of each. */
export interface LintCount {
	error: number;
	warning: number;
	note: number;
}

/** What a program would stumble over. */
export interface LintFinding {
	code: string;
	severity: string;
	at: string;
	page: number | null;
	line: number | null;
	what: string;
	fix: string;
}

/** A project, in a list. */
export interface ProjectRow {
	id: string;
	project_name: string;
	company: string;
	status: "saved" | "applied" | "interview" | "offer" | "rejected" | "accepted";
	posting_url: string;
	next_step: string;
	next_on: string;
	base_resume_id: string;
	document_id: string;
	created_at: string;
	updated_at: string;
	deleted_at?: string;
}

/** A job to apply for. */
export interface ProjectNew {
	project_name?: string;
	company?: string;
	job_description: string;
	base_resume_id?: string;
	resume_json?: Tree;
	status?: "saved" | "applied" | "interview" | "offer" | "rejected" | "accepted";
	notes?: string;
	posting_url?: string;
	next_step?: string;
	next_on?: string;
}

/** A job that somebody applies for, and the resume for it. */
export interface Project {
	id: string;
	project_name: string;
	company: string;
	job_description: string;
	status: "saved" | "applied" | "interview" | "offer" | "rejected" | "accepted";
	status_history: ProjectStatus[];
	notes: string;
	posting_url: string;
	next_step: string;
	next_on: string;
	base_resume_id: string;
	document_id: string;
	document_version: number;
	resume_json: Tree | null;
	tailoring_history: ProjectTailoring[];
	message_history: ProjectMessage[];
	pdf_generating: boolean;
	pdf_generation_progress: number;
	pdf_generation_started_at: string | null;
	created_at: string;
	updated_at: string;
}

/** When an application came to a status. */
export interface ProjectStatus {
	status: "saved" | "applied" | "interview" | "offer" | "rejected" | "accepted";
	at: string;
}

/** What a tailoring put aside. */
export interface ProjectTailoring {
	timestamp: string;
	run_id: string;
	version: number;
	resume_json: Tree;
	job_description: string;
	changes_made: Json[];
}

/** What somebody said. */
export interface ProjectMessage {
	role: "user" | "assistant";
	at: string;
	run_id: string;
	content: string;
}

/** What is to be different. */
export interface ProjectChange {
	project_name?: string;
	company?: string;
	job_description?: string;
	status?: "saved" | "applied" | "interview" | "offer" | "rejected" | "accepted";
	notes?: string;
	posting_url?: string;
	next_step?: string;
	next_on?: string;
	resume_json?: Tree;
}

/** Sections in the order in which they are shown; what is not named stands behind. */
export interface SectionOrder {
	section_order: string[];
}

/** How to tailor. */
export interface TailorAsk {
	instructions?: string;
	engine?: "builtin" | "openai";
	fallback?: boolean;
	accept?: "all" | "none";
}

/** What a tailoring came to. */
export interface TailorResult {
	run_id?: string;
	project_id?: string;
	document_id?: string;
	version?: number;
	resume: Tree;
	changes: TailorChange[];
	rejected: TailorChange[];
	score_before: number;
	score_after: number;
	engine: "builtin" | "openai";
	steps: AgentStep[];
	found: AgentFound[];
	warnings: string[];
}

/** One change of a resume, and what proves it. */
export interface TailorChange {
	path: string;
	op: "set" | "order" | "add" | "drop";
	before: Json;
	after: Json;
	reason: string;
	posting: string | null;
	evidence: TailorEvidence[];
	asked?: boolean;
	verdict: "accepted" | "rejected";
	why?: string;
}

/** What of the resume proves a change. */
export interface TailorEvidence {
	path: string;
	quote: string;
}

/** One tool of an agent's run. */
export interface AgentStep {
	tool: string;
	state: "begun" | "done" | "failed";
	ms?: number;
	engine?: string;
	model?: string;
	tokens_in?: number;
	tokens_out?: number;
	attempts?: number;
	fault?: string;
	why?: string;
}

/** Words for machines that were found in a posting, a resume or an instruction, and were not followed. */
export interface AgentFound {
	where: string;
	kind: string;
	say: string;
	quote: string;
}

/** What of a proposal to take. */
export interface TailorChoice {
	run_id: string;
	accept: number[];
	edits?: TailorEdit[];
}

/** A proposed text in words of one's own. */
export interface TailorEdit {
	change: number;
	text: string;
}

/** A run of an agent, in a list. */
export interface AgentRunRow {
	id: string;
	kind: "tailor" | "letter" | "revamp" | "suggestions" | "questions";
	state: "running" | "done" | "failed" | "cancelled";
	job_id: string;
	engine: "builtin" | "openai";
	accept: "all" | "none";
	instructions: string;
	document_id: string;
	version_before: number;
	version_after: number;
	score_before: number;
	score_after: number;
	tokens_in: number;
	tokens_out: number;
	credits: number;
	steps: Json[];
	warnings: Json[];
	error_code?: string;
	error?: string;
	began_at: string;
	ended_at?: string;
}

/** What an agent did: each tool, how long it took, what it proposed. */
export interface AgentRun {
	id: string;
	kind: "tailor" | "letter" | "revamp" | "suggestions" | "questions";
	state: "running" | "done" | "failed" | "cancelled";
	job_id: string;
	engine: "builtin" | "openai";
	accept: "all" | "none";
	instructions: string;
	document_id: string;
	version_before: number;
	version_after: number;
	score_before: number;
	score_after: number;
	tokens_in: number;
	tokens_out: number;
	credits: number;
	steps: Json[];
	warnings: Json[];
	error_code?: string;
	error?: string;
	began_at: string;
	ended_at?: string;
	changes: Json[];
}

/** Of a project. */
export interface QuestionsOf {
	instructions?: string;
	engine?: "builtin" | "openai";
	fallback?: boolean;
	as_of?: string;
}

/** What to prepare for. */
export interface Questions {
	questions: Question[];
	run_id: string;
	engine: string;
	warnings: string[];
	usage: AgentUsage;
}

/** What somebody may be asked, and what answers it. */
export interface Question {
	question: string;
	why: string;
	posting: string | null;
	path: string | null;
	quote: string | null;
}

/** What an agent's run took. */
export interface AgentUsage {
	tokens_in: number;
	tokens_out: number;
	tokens: number;
	credits: number;
	engine: "builtin" | "openai";
}

/** A resume and a posting. */
export interface QuestionsAsk {
	resume?: Tree;
	resume_id?: string;
	job_description: string;
	instructions?: string;
	engine?: "builtin" | "openai";
	fallback?: boolean;
	as_of?: string;
}

/** A resume and a posting, or a project that has both. */
export interface CoverLetterAsk {
	resume?: Tree;
	resume_id?: string;
	project_id?: string;
	job_description?: string;
	instructions?: string;
	engine?: "builtin" | "openai";
	fallback?: boolean;
	store?: boolean;
	title?: string;
	as_of?: string;
}

/** A letter of facts that a resume has, for a posting. */
export interface CoverLetter {
	run_id: string;
	document_id?: string;
	title: string;
	date: string | null;
	addressee: string[];
	subject: string | null;
	salutation: string | null;
	paragraphs: string[];
	closing: string | null;
	signature: string | null;
	proofs: LetterProof[];
	document: Tree;
	engine: string;
	warnings: string[];
	usage: AgentUsage;
}

/** What a paragraph was made of. */
export interface LetterProof {
	paragraph: number;
	path: string;
	quote: string;
	posting: string | null;
}

/** What becomes of it. */
export interface RevampAsk {
	instructions?: string;
	engine?: "builtin" | "openai";
	fallback?: boolean;
	store?: boolean;
	title?: string;
	as_of?: string;
}

/** Better words for a resume. */
export interface Revamp {
	resume: Tree;
	changes: TailorChange[];
	rejected: TailorChange[];
	suggestions: RevampHint[];
	more: number;
	document_id?: string;
	run_id?: string;
	engine?: string;
	warnings?: string[];
	usage?: AgentUsage;
}

/** What its owner alone can better. */
export interface RevampHint {
	path: string;
	kind: string;
	say: string;
	quote: string | null;
}

/** A posting, or none. */
export interface SuggestAsk {
	job_description?: string;
	instructions?: string;
	engine?: "builtin" | "openai";
	fallback?: boolean;
	as_of?: string;
}

/** What to share, and how. */
export interface ShareNew {
	resume_id?: string;
	project_id?: string;
	version?: number;
	template?: string;
	name?: string;
	password?: string | null;
	redact?: string[];
	allow_download?: boolean;
	expires_at?: string;
}

/** A new share with its link. */
export interface ShareMade {
	share: Share;
	url: string;
	token: string;
}

/** A link to a document. */
export interface Share {
	id: string;
	name?: string;
	resume_id?: string;
	project_id?: string;
	version: number;
	template?: string;
	redact: string[];
	has_password: boolean;
	allow_download: boolean;
	views: number;
	downloads: number;
	viewed_at?: string;
	created_at: string;
	updated_at: string;
	expires_at?: string;
	revoked_at?: string;
}

/** What shall be otherwise; the rest stays. */
export interface ShareChange {
	version?: number;
	template?: string | null;
	name?: string | null;
	password?: string | null;
	redact?: string[];
	allow_download?: boolean;
	expires_at?: string | null;
}

/** Which document, and how it should look. */
export interface ExportAsk {
	resume?: Tree;
	resume_id?: string;
	variant?: Tree;
	project_id?: string;
	version?: number;
	kind?: "resume" | "cv" | "cover_letter" | "revamp";
	template?: string;
	style?: DocumentStyle;
	locale?: string;
	redact?: string[];
	fit?: ExportFit;
	page?: number;
	dpi?: number;
	store?: boolean;
}

/** How one document looks. */
export interface DocumentStyle {
	colors?: StyleColors;
	fonts?: StyleFonts;
	size?: number;
	line_height?: number;
	spacing?: number;
	margins?: StyleMargins;
	date_format?: "MMM yyyy" | "MMMM yyyy" | "MM/yyyy" | "MM.yyyy" | "yyyy-MM" | "yyyy";
	paper?: "a4" | "letter";
	section_order?: string[];
	hidden_sections?: string[];
	titles?: Tree;
	photo?: boolean;
	page_numbers?: "auto" | "always" | "never";
	columns?: number;
	fit?: StyleFit;
	justify?: boolean;
	hyphenate?: boolean;
}

/** Colours, as #rrggbb. */
export interface StyleColors {
	text?: string;
	muted?: string;
	accent?: string;
	rule?: string;
	side?: string;
	side_text?: string;
	side_accent?: string;
	head?: string;
	head_text?: string;
}

/** Families, by name. */
export interface StyleFonts {
	body?: string;
	headings?: string;
}

/** Lengths: 18mm, 1.8cm, 0.7in or 51pt. */
export interface StyleMargins {
	top?: string;
	right?: string;
	bottom?: string;
	left?: string;
}

/** How many pages there may be. */
export interface StyleFit {
	pages?: number;
}

/** How many pages it may take. */
export interface ExportFit {
	pages: number;
}

/** The file; or, with 'store' or 'verify', what is told of it. */
export interface Exported {
	format: string;
	name: string;
	pages: number;
	fitted: boolean;
	template?: string;
	engine: string;
	identity?: string;
	pinned?: string;
	changed?: string;
	history_id?: string;
	file?: ExportFile;
	verified?: Tree;
}

/** A file that is kept. */
export interface ExportFile {
	id: string;
	name: string;
	type: string;
	size: number;
	url: string;
	expires_at: string;
}

/** A way for documents to look. */
export interface Template {
	id: string;
	name: string;
	description: string;
	category: "modern" | "classic" | "creative" | "minimal";
	is_premium: boolean;
	version: number;
	preview_url: string;
	config: Tree;
	fault?: string;
}

/** What you usually want of a template: how your stored documents look with it, unless they or an export say otherwise. */
export interface TemplatePreference {
	template: string;
	custom_config: Tree;
	updated_at?: string;
}

/** What you usually want of a template. */
export interface TemplatePreferenceNew {
	custom_config: Tree;
}

/** Documents that were made, newest first. */
export interface History {
	history: Rendering[];
	counts: RenderingCount[];
	total: number;
	next_cursor: string | null;
}

/** A document that was made. */
export interface Rendering {
	id: string;
	at: string;
	kind: string;
	title: string;
	role: string;
	document_id?: string;
	version: number;
	project_id?: string;
	template?: string;
	template_version: number;
	format: string;
	engine: string;
	pages: number;
	size: number;
	file_id?: string;
	archived_at?: string;
}

/** How many there are of a kind. */
export interface RenderingCount {
	kind: string;
	count: number;
}

/** A receiver of events. */
export interface Webhook {
	id: string;
	url: string;
	events: string[];
	is_active: boolean;
	disabled_reason?: string;
	failure_count: number;
	last_triggered_at?: string;
	old_secret_until?: string;
	created_at: string;
	updated_at: string;
}

/** Who is told of what. */
export interface WebhookNew {
	url: string;
	events: string[];
	is_active?: boolean;
}

/** A webhook with its new secret. */
export interface WebhookMade {
	webhook: Webhook;
	secret: string;
}

/** What is to be another; what is absent stays. */
export interface WebhookChange {
	url?: string;
	events?: string[];
	is_active?: boolean;
}

/** A delivery with what was sent and each attempt. */
export interface DeliveryDetail {
	id: string;
	type: string;
	state: "pending" | "succeeded" | "failed";
	manual: boolean;
	created_at: string;
	next_attempt_at?: string;
	payload: string;
	attempts: DeliveryAttempt[];
}

/** One call of a receiver. */
export interface DeliveryAttempt {
	number: number;
	at: string;
	status: number;
	error?: string;
	response_body?: string;
	duration_ms: number;
}

/** Since when. */
export interface DeliveryRecover {
	since: string;
}

/** What is sent again. */
export interface DeliveryRecovered {
	count: number;
}

/** An event on its way to one webhook, with the last attempt. */
export interface Delivery {
	id: string;
	type: string;
	state: "pending" | "succeeded" | "failed";
	manual: boolean;
	attempts: number;
	created_at: string;
	last_attempt_at?: string;
	next_attempt_at?: string;
	status: number;
	error?: string;
	response_body?: string;
	duration_ms: number;
}

/** A file that was read, and the resume it became. */
export interface Upload {
	document_id: string;
	version: number;
	name: string;
	format: string;
	size: number;
	pages: number;
	doubtful: number;
	warnings: string[];
	margins?: Margins;
	resume?: Json;
}

/** Of the pages of a file, in points. */
export interface Margins {
	top: number;
	right: number;
	bottom: number;
	left: number;
}

/** The resume that was uploaded, as it is now. */
export interface BaseResume {
	document_id: string;
	version: number;
	title: string;
	name?: string;
	format?: string;
	size: number;
	pages: number;
	uploaded_version: number;
	uploaded_at?: string;
	created_at: string;
	updated_at: string;
	resume: Json;
}

/** The file a document was read from. */
export interface Original {
	document_id: string;
	uploaded_version: number;
	name: string;
	format: string;
	size: number;
	pages: number;
	doubtful: number;
	warnings: string[];
	checked: string[];
	uploaded_at: string;
	expires_at?: string;
}

/** Fields that were looked at. */
export interface FieldsChecked {
	fields: string[];
}

/** What a file says. */
export interface Parsed {
	format: string;
	pages: number;
	doubtful: number;
	warnings: string[];
	resume?: Json;
	text?: string;
	fields?: Json;
}

/** What is to be different. */
export interface AccountRule {
	role?: "user" | "admin";
	suspended?: boolean;
}

/** Who did what to which, and whether it worked. */
export interface AuditLog {
	seq: number;
	id: string;
	at: string;
	actor_type: string;
	actor_id: string;
	actor_email: string;
	actor_role: string;
	action: string;
	entity_type: string;
	entity_id: string;
	status: string;
	error: string;
	method: string;
	path: string;
	ip: string;
	agent: string;
	request_id: string;
	old_values: Tree | null;
	new_values: Tree | null;
}

/** Is the chain whole? */
export interface AuditVerdict {
	ok: boolean;
	rows: number;
	erased: number;
	bad_seq: number;
	why?: string;
	head_seq: number;
	head_hash: string;
}

/** Errors of one kind. */
export interface ErrorGroup {
	fingerprint: string;
	title: string;
	context: string;
	critical: boolean;
	state: "open" | "resolved" | "muted";
	count: number;
	first_at: string;
	last_at: string;
}

/** A group with its newest events. */
export interface ErrorDetail {
	group: ErrorGroup;
	events: ErrorEvent[];
}

/** One time it happened. */
export interface ErrorEvent {
	id: string;
	at: string;
	message: string;
	account_id: string;
	request_id: string;
	path: string;
	metadata: Json;
	trace: string;
}

/** What is to become of it. */
export interface ErrorRule {
	state: "open" | "resolved" | "muted";
}

/** How long operations take. */
export interface Performance {
	operations: Operation[];
	slow: SlowOperation[];
}

/** How long an operation takes, since this node began. */
export interface Operation {
	name: string;
	count: number;
	p50_ms: number;
	p95_ms: number;
	p99_ms: number;
	max_ms: number;
}

/** One that took over five seconds. */
export interface SlowOperation {
	id: string;
	at: string;
	name: string;
	duration_ms: number;
	request_id: string;
}

/** How much a feature is used. */
export interface FeatureUsage {
	feature_type: string;
	feature_name: string;
	plan: string;
	count: number;
	failed: number;
	people: number;
	mean_ms: number;
}

/** Is everything well? */
export interface Health {
	status: "healthy" | "degraded" | "unhealthy";
	timestamp: string;
	version: string;
	checks: HealthCheck[];
}

/** One thing that was looked at. */
export interface HealthCheck {
	service: string;
	status: "healthy" | "degraded" | "unhealthy";
	responseTime: number;
	message: string;
	timestamp: string;
}
