// core-document.ts - what the pages of one document have in common, in one file:
// see core.ts.
import "./inputs";
import "./naming";
import "./preview";
import "./sortable";
import "./tabs";
import "./undo";
import "../lib/drawing";
import "../lib/editing";
import "../lib/export";
import "../lib/narrow";
import "../lib/parts";
import "../pages/editor/meeting";
