// next.tsx - what is to be done next for a job, and by when.
import type { JSX } from "preact";
import { date, t } from "../lib/i18n";
import { today, type Row } from "../lib/project";

export function Next({ of }: { of: Pick<Row, "next_step" | "next_on"> }): JSX.Element | null {
	const { next_step: step, next_on: on } = of;
	if (!step && !on) return null;
	const late = on !== "" && on < today();
	const now = on !== "" && on === today();
	const look = late ? "tag bad" : now ? "tag warn" : "tag";
	return (
		<span class="next">
			{step && <span>{step}</span>}
			{on && (
				<time class={look} dateTime={on}>
					{now
						? t("next.today")
						: late
							? t("next.late", { on: date(`${on}T12:00`) })
							: date(`${on}T12:00`)}
				</time>
			)}
		</span>
	);
}
