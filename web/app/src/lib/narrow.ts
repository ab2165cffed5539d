// narrow.ts - is there room for two things side by side?
import { useEffect, useMemo, useState } from "preact/hooks";

export function useNarrow(): boolean {
	const query = useMemo(() => matchMedia("(max-width: 60rem)"), []);
	const [is, setIs] = useState(query.matches);
	useEffect(() => {
		const change = (): void => setIs(query.matches);
		query.addEventListener("change", change);
		return () => query.removeEventListener("change", change);
	}, [query]);
	return is;
}
