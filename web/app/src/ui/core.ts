// core.ts - what most pages are made of. The build gives each set of pages that
// share something a file of its own; whoever brings this keeps these few in one
// file, for each that is asked for costs a slow machine some milliseconds.
import "./menu";
import "./parts";
import "./segments";
import "./share";
import "./toasts";
import "../lib/download";
import "../lib/form";
import "../lib/rows";
import "../lib/session";
import "../lib/theme";
import "../lib/tree";
