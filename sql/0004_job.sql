-- 0004: background work. A row is a promise; a lease is someone keeping it.

CREATE TABLE job (
  id            :id:   PRIMARY KEY,
  kind          :text: NOT NULL,
  account_id    :text: NOT NULL DEFAULT '',
  input         :text: NOT NULL,
  result        :text: NOT NULL DEFAULT '',
  state         :text: NOT NULL
                CHECK (state IN ('ready', 'leased', 'done', 'buried', 'cancelled')),
  run_at        :int:  NOT NULL,
  lease_end     :int:  NOT NULL DEFAULT 0,
  leased_by     :text: NOT NULL DEFAULT '',
  attempts      :int:  NOT NULL DEFAULT 0,
  tries         :int:  NOT NULL,
  progress      :int:  NOT NULL DEFAULT 0,
  error         :text: NOT NULL DEFAULT '',
  once_key      :text: UNIQUE,
  created_at    :int:  NOT NULL,
  ended_at      :int:  NOT NULL DEFAULT 0
) :strict:;

CREATE INDEX job_due ON job (state, run_at, id);
CREATE INDEX job_account ON job (account_id, created_at);
CREATE INDEX job_ended ON job (ended_at);

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
