// job-fields.tsx - what is typed of a job: what it is called, where it stands,
// what is next, notes, the posting.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { useForm } from "../lib/form";
import { t } from "../lib/i18n";
import { change, type Project } from "../lib/project";
import { Button, Field, Skeleton, Told } from "./parts";
import { PostingField } from "./posting-field";

const names = [
	"project_name",
	"company",
	"posting_url",
	"next_step",
	"next_on",
	"notes",
	"job_description",
] as const;
type Typed = Pick<Project, (typeof names)[number]>;

export function Fields({
	id,
	onDone,
}: {
	id: string;
	onDone: (now: Project) => void;
}): JSX.Element {
	const form = useForm();
	const [now, setNow] = useState<Typed>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		call<Project>("GET", `/api/projects/${id}`).then(setNow, (e: unknown) => setFault(said(e)));
	}, [id]);
	if (fault) return <Told>{fault}</Told>;
	if (!now) return <Skeleton lines={6} />;
	const field = (name: keyof Typed) => ({
		value: now[name],
		onValue: (v: string) => setNow((old) => old && { ...old, [name]: v }),
		wrong: form.wrong(name),
	});
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				const body = Object.fromEntries(names.map((n) => [n, now[n]]));
				void form.send(async () => onDone(await change(id, body)));
			}}
		>
			<Told>{form.told}</Told>
			<Field label={t("job.name")} required maxLength={200} {...field("project_name")} />
			<Field label={t("job.company")} maxLength={200} {...field("company")} />
			<Field
				label={t("job.address")}
				type="url"
				maxLength={2000}
				placeholder="https://"
				{...field("posting_url")}
			/>
			<div class="pair">
				<Field label={t("job.next")} maxLength={300} {...field("next_step")} />
				<Field label={t("job.next.on")} type="date" {...field("next_on")} />
			</div>
			<Field label={t("job.notes")} lines maxLength={20000} {...field("notes")} />
			<PostingField {...field("job_description")} rows={6} />
			<footer>
				<Button type="submit" look="main" busy={form.busy}>
					{t("save")}
				</Button>
			</footer>
		</form>
	);
}
