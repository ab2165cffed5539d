// core-job.ts - what the pages of one job have in common, in one file: see
// core.ts.
import "./change";
import "./job";
import "./posting-field";
import "./score";
import "./steps";
import "../lib/agent";
import "../lib/match";
