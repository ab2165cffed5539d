-- 0005: what went wrong, and what was slow.

CREATE TABLE error_group (
  fingerprint   :text: PRIMARY KEY,
  title         :text: NOT NULL,
  context       :text: NOT NULL,
  critical      :bool: NOT NULL,
  state         :text: NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'resolved', 'muted')),
  count         :int:  NOT NULL,
  first_at      :int:  NOT NULL,
  last_at       :int:  NOT NULL
) :strict:;

CREATE INDEX error_group_last ON error_group (last_at);

CREATE TABLE error_event (
  id            :id:   PRIMARY KEY,
  fingerprint   :text: NOT NULL
                REFERENCES error_group (fingerprint) ON DELETE CASCADE,
  at            :int:  NOT NULL,
  message       :text: NOT NULL,
  account_id    :text: NOT NULL,
  request_id    :text: NOT NULL,
  path          :text: NOT NULL,
  metadata      :text: NOT NULL,
  trace         :text: NOT NULL
) :strict:;

CREATE INDEX error_event_group ON error_event (fingerprint, at);
CREATE INDEX error_event_age ON error_event (at);
CREATE INDEX error_event_account ON error_event (account_id);

CREATE TABLE slow_operation (
  id            :id:   PRIMARY KEY,
  at            :int:  NOT NULL,
  name          :text: NOT NULL,
  duration_ms   :int:  NOT NULL,
  request_id    :text: NOT NULL
) :strict:;

CREATE INDEX slow_operation_at ON slow_operation (at);
