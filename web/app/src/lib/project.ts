// project.ts - a job that somebody applies for, as the server tells it, and
// what agents do for it. Knows no look.
import type * as Api from "./api-types";
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ask, call, Fault, happenings, said } from "./api";
import { toldAs } from "./faults";
import { heardOf, ready } from "./heard";
import type { Tree } from "./tree";

export type Status = Api.ProjectStatus["status"];
export const statuses = [
	"saved",
	"applied",
	"interview",
	"offer",
	"accepted",
	"rejected",
] as const satisfies readonly Status[];

export type Row = Api.ProjectRow;
/** What the server keeps as it came is told as JSON; here it has its shape. */
export interface Project extends Omit<Api.Project, "tailoring_history"> {
	tailoring_history: (Omit<Api.ProjectTailoring, "changes_made"> & { changes_made: Change[] })[];
}

export type Fields = Partial<
	Pick<
		Project,
		| "project_name"
		| "company"
		| "job_description"
		| "status"
		| "notes"
		| "posting_url"
		| "next_step"
		| "next_on"
		| "resume_json"
	>
>;

export const today = (): string => {
	const d = new Date();
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
};

const PAGES_MOST = 100; // of a hundred each: as many as one may have

export async function all(deleted: boolean): Promise<Row[]> {
	const rows: Row[] = [];
	let cursor: string | undefined;
	for (let i = 0; i < PAGES_MOST; i++) {
		const got: { projects: Row[]; next_cursor: string | null } = await call(
			"GET",
			"/api/projects",
			{
				query: { limit: 100, cursor, ...(deleted ? { deleted: true } : {}) },
			},
		);
		rows.push(...got.projects);
		if (!got.next_cursor) break;
		cursor = got.next_cursor;
	}
	return rows;
}

export function change(id: string, body: Fields): Promise<Project> {
	return call<Project>("PUT", `/api/projects/${id}`, { body });
}

// ---- the one that is looked at, kept from one of its pages to the next --------

const kept = signal<Project | undefined>(undefined);

export interface Looked {
	of: Project | undefined;
	fault: string | undefined;
	load: () => Promise<void>;
	put: (body: Fields) => Promise<void>;
}

export function useProject(id: string): Looked {
	const [fault, setFault] = useState<string>();
	const load = async (): Promise<void> => {
		try {
			kept.value = await heardOf(call<Project>("GET", `/api/projects/${id}`));
		} catch (e) {
			setFault(said(e));
		}
	};
	useEffect(() => void load(), [id]);
	return {
		of: kept.value?.id === id ? kept.value : undefined,
		fault,
		load,
		put: async (body) => {
			kept.value = await change(id, body);
		},
	};
}

// ---- what agents propose ---------------------------------------------------------

export type Evidence = Api.TailorEvidence;
export type Change = Api.TailorChange;
export type Step = Api.AgentStep;
export type Usage = Api.AgentUsage;
export type Result = Api.TailorResult & { run_id: string };
export interface Run extends Omit<Api.AgentRunRow, "steps" | "warnings"> {
	steps: Step[];
	warnings: string[];
}

export async function runs(id: string, cursor?: string): Promise<{ runs: Run[]; next?: string }> {
	const got = await call<{ runs: Run[]; next_cursor: string | null }>(
		"GET",
		`/api/projects/${id}/runs`,
		{ query: { limit: 20, cursor } },
	);
	return { runs: got.runs, ...(got.next_cursor ? { next: got.next_cursor } : {}) };
}

export interface Followed<R> {
	step?: (s: Step) => void;
	change?: (c: Change) => void;
	usage?: (u: Usage) => void;
	result: (r: R) => void;
}

/** What a run says as it goes, until it ends; what went wrong is thrown. */
export async function follow<R>(res: Response, tell: Followed<R>): Promise<void> {
	await ready();
	for await (const h of happenings(res)) {
		const data = JSON.parse(h.data || "{}");
		if (h.name === "status") tell.step?.(data as Step);
		else if (h.name === "change") tell.change?.(data as Change);
		else if (h.name === "usage") tell.usage?.(data as Usage);
		else if (h.name === "result") return tell.result(data as R);
		else if (h.name === "error") throw new Fault(422, data.error, toldAs(data.message, data.error));
	}
	throw new Fault(0, "offline", "");
}

export function begin(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
	return ask("POST", path, {
		headers: { Accept: "text/event-stream", "Idempotency-Key": crypto.randomUUID() },
		body,
		...(signal ? { signal } : {}),
	});
}

// ---- may a resume say this? --------------------------------------------------------

export type Truth = Api.Truth;
export function truth(resume: Tree, path: string, text: string): Promise<Truth> {
	return heardOf(call<Truth>("POST", "/api/truth", { body: { resume, path, text } }));
}
