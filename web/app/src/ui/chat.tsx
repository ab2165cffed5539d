// chat.tsx - what its owner asks for in words, and what the agent answered.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { heard } from "../lib/heard";
import { ago, t } from "../lib/i18n";
import { without, type Agent } from "../lib/agent";
import type { Project } from "../lib/project";
import { Button, Field } from "./parts";
import { Failed, Steps, Took } from "./steps";

const wishes = ["wish.page", "wish.summary", "wish.lead", "wish.keep"] as const;
const SAID = 40; // of what was said, the last ones

export function Chat<R>({
	of,
	agent,
	onSay,
	onStop,
}: {
	of: Project;
	agent: Agent<R>;
	onSay: (text: string, how?: typeof without) => void;
	onStop: () => void;
}): JSX.Element {
	const [text, setText] = useState("");
	const [under, setUnder] = useState<string>();
	const asked = useRef("");
	const foot = useRef<HTMLLIElement>(null);
	const all = of.message_history.slice(-SAID);
	useEffect(() => {
		const list = foot.current?.parentElement;
		list?.scrollTo({ top: list.scrollHeight });
	}, [all.length, agent.busy, agent.steps.length]);
	const say = (what: string): void => {
		setText("");
		setUnder(what || t("tailor.propose"));
		asked.current = what;
		onSay(what);
	};
	return (
		<section class="card chat" aria-labelledby="chat">
			<h2 id="chat">{t("chat")}</h2>
			<ol class="talked" role="list" tabIndex={0} aria-live="polite" aria-label={t("chat.said")}>
				{!all.length && !agent.busy && <li class="soft">{t("chat.none")}</li>}
				{all.map((m, i) => (
					<li key={`${m.at}${i}`} data-role={m.role}>
						<span class="hidden-text">{t(m.role === "user" ? "chat.you" : "chat.agent")}</span>
						<p dir="auto">{heard(m.content)}</p>
						<time class="small soft" dateTime={m.at}>
							{ago(m.at)}
						</time>
					</li>
				))}
				{agent.busy && under && (
					<li data-role="user">
						<p>{under}</p>
					</li>
				)}
				<li data-role="assistant" ref={foot} hidden={!agent.busy && !agent.steps.length}>
					<Steps of={agent.steps} live />
					{agent.usage && <Took usage={agent.usage} />}
				</li>
			</ol>
			<Failed of={agent} onElse={() => onSay(asked.current, without)} />
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					say(text.trim());
				}}
			>
				<div class="row wishes">
					{wishes.map((w) => (
						<Button key={w} small disabled={agent.busy} onClick={() => say(t(w))}>
							{t(w)}
						</Button>
					))}
				</div>
				<Field
					label={t("tailor.wish")}
					value={text}
					onValue={setText}
					hint={t("tailor.wish.how")}
					maxLength={4000}
				/>
				<div class="row">
					<Button type="submit" look="main" busy={agent.busy}>
						{text.trim() ? t("chat.send") : t("tailor.propose")}
					</Button>
					{agent.busy && <Button onClick={onStop}>{t("chat.stop")}</Button>}
				</div>
			</form>
		</section>
	);
}
