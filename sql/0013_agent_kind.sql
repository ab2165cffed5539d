-- 0013: agents reword resumes and ask questions, too (TAI-11); and a project
-- knows where its posting stands, and what is to be done next, and when.

ALTER TABLE project ADD COLUMN posting_url :text: NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN next_step :text: NOT NULL DEFAULT '';
-- a day as "2026-11-30"; or ''
ALTER TABLE project ADD COLUMN next_on :text: NOT NULL DEFAULT '';

CREATE TABLE agent_run_13 (
  id              :id:   PRIMARY KEY,
  account_id      :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  project_id      :text: NOT NULL,          -- or ''
  job_id          :text: NOT NULL,
  kind            :text: NOT NULL CHECK (kind IN ('tailor', 'letter',
    'revamp', 'suggestions', 'questions')),
  state           :text: NOT NULL CHECK (state IN ('running', 'done',
    'failed', 'cancelled')),
  engine          :text: NOT NULL,          -- asked for; then whose result
  fallback        :bool: NOT NULL,
  accept          :text: NOT NULL,          -- all, none
  instructions    :text: NOT NULL,
  document_id     :text: NOT NULL,
  version_before  :int:  NOT NULL,          -- of the document
  version_after   :int:  NOT NULL,          -- 0: none was made
  steps           :text: NOT NULL,          -- JSON, a list
  changes         :text: NOT NULL,          -- JSON, all that were proposed
  warnings        :text: NOT NULL,          -- JSON, a list
  score_before    :int:  NOT NULL,          -- tenths
  score_after     :int:  NOT NULL,
  tokens_in       :int:  NOT NULL,
  tokens_out      :int:  NOT NULL,
  credits         :int:  NOT NULL,          -- tenths
  money           :int:  NOT NULL,          -- millionths, of all attempts
  error_code      :text: NOT NULL,
  error           :text: NOT NULL,
  began_at        :int:  NOT NULL,
  ended_at        :int:  NOT NULL           -- 0: not yet
) :strict:;

INSERT INTO agent_run_13 (id, account_id, project_id, job_id, kind, state,
  engine, fallback, accept, instructions, document_id, version_before,
  version_after, steps, changes, warnings, score_before, score_after,
  tokens_in, tokens_out, credits, money, error_code, error, began_at, ended_at)
  SELECT id, account_id, project_id, job_id, kind, state, engine, fallback,
    accept, instructions, document_id, version_before, version_after, steps,
    changes, warnings, score_before, score_after, tokens_in, tokens_out,
    credits, money, error_code, error, began_at, ended_at FROM agent_run;

DROP TABLE agent_run;
ALTER TABLE agent_run_13 RENAME TO agent_run;

CREATE INDEX agent_run_project ON agent_run (project_id, began_at, id);
CREATE INDEX agent_run_account ON agent_run (account_id, began_at, id);
CREATE INDEX agent_run_began ON agent_run (began_at);
