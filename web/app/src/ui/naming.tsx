// naming.tsx - a line in which a name is given: has the focus at once, ends by
// Enter or when one goes elsewhere; Escape takes it back.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Props {
	label: string;
	value: string;
	placeholder?: string;
	onEnd: (name: string | undefined) => void; // undefined: as it was
}

const NAME_MOST = 200;

export function Naming({ label, value, placeholder, onEnd }: Props): JSX.Element {
	const ref = useRef<HTMLInputElement>(null);
	const done = useRef(false);
	useLayoutEffect(() => {
		ref.current?.focus();
		ref.current?.select();
	}, []);
	const end = (keep: boolean): void => {
		if (done.current) return;
		done.current = true;
		onEnd(keep ? ref.current!.value.trim() : undefined);
	};
	return (
		<input
			class="input naming"
			ref={ref}
			aria-label={label}
			defaultValue={value}
			placeholder={placeholder}
			maxLength={NAME_MOST}
			onBlur={() => end(true)}
			onKeyDown={(e) => {
				if (e.isComposing || (e.key !== "Enter" && e.key !== "Escape")) return;
				e.preventDefault();
				end(e.key === "Enter");
			}}
		/>
	);
}
