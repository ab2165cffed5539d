-- 0004: background work. A row is a promise; a lease is someone keeping it.
--
-- run_at is when the row is due: for a leased job that is the end of its
-- lease, so that a worker that died is the same as a job that waited. A job
-- is live until ended_at is set. leased_by and attempts together name one
-- lease: whoever writes for an attempt must still hold it.

CREATE TABLE job (
  id            :id:   PRIMARY KEY,
  kind          :text: NOT NULL,
  account_id    :text: NOT NULL DEFAULT '',
  input         :text: NOT NULL,
  result        :text: NOT NULL DEFAULT '',
  state         :text: NOT NULL DEFAULT 'ready'
                CHECK (state IN ('ready', 'leased', 'done', 'buried', 'cancelled')),
  run_at        :int:  NOT NULL,
  leased_by     :text: NOT NULL DEFAULT '',
  attempts      :int:  NOT NULL DEFAULT 0,
  tries         :int:  NOT NULL DEFAULT 0,
  cancel_at     :int:  NOT NULL DEFAULT 0,
  progress      :int:  NOT NULL DEFAULT 0,
  note          :text: NOT NULL DEFAULT '',
  events        :int:  NOT NULL DEFAULT 0,
  error_code    :text: NOT NULL DEFAULT '',
  error         :text: NOT NULL DEFAULT '',
  once_key      :text: NOT NULL DEFAULT '',
  created_at    :int:  NOT NULL,
  ended_at      :int:  NOT NULL DEFAULT 0,
  CHECK ((ended_at = 0) = (state IN ('ready', 'leased'))),
  CHECK ((leased_by = '') = (state <> 'leased'))
) :strict:;

CREATE INDEX job_due ON job (run_at, id) WHERE ended_at = 0;
CREATE UNIQUE INDEX job_once ON job (once_key)
  WHERE ended_at = 0 AND once_key <> '';
CREATE INDEX job_lease ON job (leased_by) WHERE leased_by <> '';
CREATE INDEX job_account ON job (account_id, created_at, id)
  WHERE account_id <> '';
CREATE INDEX job_created ON job (created_at, id);
CREATE INDEX job_state ON job (state, created_at, id);
CREATE INDEX job_ended ON job (ended_at) WHERE ended_at > 0;

-- What happened to a job, numbered, for whoever follows it.
CREATE TABLE job_event (
  job_id        :id:   NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  n             :int:  NOT NULL,
  at            :int:  NOT NULL,
  name          :text: NOT NULL,
  data          :text: NOT NULL,
  PRIMARY KEY (job_id, n)
) :strict:;

-- One row a schedule; whoever moves next_at on has fired it.
CREATE TABLE schedule (
  name          :text: PRIMARY KEY,
  cron          :text: NOT NULL,
  next_at       :int:  NOT NULL,
  fired_at      :int:  NOT NULL DEFAULT 0
) :strict:;
