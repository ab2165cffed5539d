// segments.tsx - one of a few, all of them seen: radio buttons that look like
// one control, with the keys that radio buttons have.
import type { JSX } from "preact";
import { useId } from "preact/hooks";

export interface Segment {
	value: string;
	label: string;
	count?: string;
}

export function Segments({
	label,
	value,
	of,
	onValue,
}: {
	label: string;
	value: string;
	of: readonly Segment[];
	onValue: (value: string) => void;
}): JSX.Element {
	const name = useId();
	return (
		<fieldset class="segments">
			<legend class="hidden-text">{label}</legend>
			{of.map((s) => (
				<label key={s.value}>
					<input
						type="radio"
						name={name}
						value={s.value}
						checked={s.value === value}
						onChange={() => onValue(s.value)}
					/>
					<span>
						{s.label}
						{s.count !== undefined && <span class="count">{s.count}</span>}
					</span>
				</label>
			))}
		</fieldset>
	);
}
