// motion.ts - how things move: at once, for those who asked their system for
// less of it. What CSS moves is in css/tokens.css.

export function calmly(): ScrollBehavior {
	return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
