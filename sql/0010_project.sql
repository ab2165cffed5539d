-- 0010: projects, one a job that somebody applies for (ACC-7), and what agents
-- did for them. A project's resume is a document of its own, which has the
-- versions; its history here is what tailoring put aside.

CREATE TABLE project (
  id              :id:   PRIMARY KEY,
  account_id      :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  project_name    :text: NOT NULL,
  company         :text: NOT NULL,          -- or ''
  job_description :text: NOT NULL,
  base_resume_id  :text: NOT NULL,          -- that it was made from; or ''
  document_id     :text: NOT NULL,          -- its resume
  status          :text: NOT NULL CHECK (status IN ('saved', 'applied',
    'interview', 'offer', 'rejected', 'accepted')),
  notes           :text: NOT NULL,
  words           :text: NOT NULL,          -- lower case: for the search
  version         :int:  NOT NULL,          -- of this row
  pdf_at          :int:  NOT NULL,          -- of its last PDF; 0: none yet
  created_at      :int:  NOT NULL,
  updated_at      :int:  NOT NULL,
  deleted_at      :int:  NOT NULL           -- in the trash since; 0: it is not
) :strict:;

CREATE INDEX project_account
  ON project (account_id, deleted_at, created_at, id);
CREATE INDEX project_document ON project (document_id);
CREATE INDEX project_trash ON project (deleted_at);

-- When its application came to a status.
CREATE TABLE project_status (
  project_id      :id:   NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  n               :int:  NOT NULL,          -- from 1
  at              :int:  NOT NULL,
  status          :text: NOT NULL,
  PRIMARY KEY (project_id, n)
) :strict:;

-- What was there before a tailoring; the last ten.
CREATE TABLE project_history (
  project_id      :id:   NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  n               :int:  NOT NULL,
  at              :int:  NOT NULL,
  run_id          :text: NOT NULL,
  version         :int:  NOT NULL,          -- of the document
  resume_json     :text: NOT NULL,
  job_description :text: NOT NULL,
  changes_made    :text: NOT NULL,          -- JSON, a list
  PRIMARY KEY (project_id, n)
) :strict:;

-- What its owner and the agent said to each other.
CREATE TABLE project_message (
  project_id      :id:   NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  n               :int:  NOT NULL,
  at              :int:  NOT NULL,
  role            :text: NOT NULL CHECK (role IN ('user', 'assistant')),
  run_id          :text: NOT NULL,
  content         :text: NOT NULL,
  PRIMARY KEY (project_id, n)
) :strict:;

-- A run of an agent (TAI-5). Its state is its job's, until it has ended.
CREATE TABLE agent_run (
  id              :id:   PRIMARY KEY,
  account_id      :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  project_id      :text: NOT NULL,          -- or ''
  job_id          :text: NOT NULL,
  kind            :text: NOT NULL CHECK (kind IN ('tailor', 'letter')),
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

CREATE INDEX agent_run_project ON agent_run (project_id, began_at, id);
CREATE INDEX agent_run_account ON agent_run (account_id, began_at, id);
CREATE INDEX agent_run_began ON agent_run (began_at);
