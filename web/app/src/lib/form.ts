// form.ts - sending a form: busy while it is under way, and what is wrong with
// which field, as the server says.
import { useState } from "preact/hooks";
import { Fault } from "./api";
import { t } from "./i18n";

export interface Form {
	busy: boolean;
	told: string | undefined; // of the whole
	wrong: (name: string) => string | undefined; // of the field
	send: (what: () => Promise<void>) => Promise<void>;
}

export function useForm(): Form {
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<Fault>();
	const fields = fault?.fields ?? {};
	return {
		busy,
		told: fault && !Object.keys(fields).length ? fault.message : undefined,
		wrong: (name) => fields[`/${name}`],
		send: async (what) => {
			setBusy(true);
			setFault(undefined);
			try {
				await what();
			} catch (e) {
				setFault(e instanceof Fault ? e : new Fault(0, "unknown", t("fault.unknown")));
			} finally {
				setBusy(false);
			}
		},
	};
}
