-- 0003: what the runner of routes keeps: answers that a retry gets again,
-- the audit log, which features are used.

CREATE TABLE idempotency (
  owner         :text: NOT NULL,
  key           :text: NOT NULL,
  route         :text: NOT NULL,
  body_hash     :bytes: NOT NULL,
  status        :int:  NOT NULL,
  answer        :bytes: NOT NULL,
  created_at    :int:  NOT NULL,
  PRIMARY KEY (owner, key)
) :strict:;

CREATE INDEX idempotency_age ON idempotency (created_at);

-- Each row's hash covers its own fields and the hash before. What is personal
-- is covered by its own salted hash, so that it can be erased without
-- breaking the chain.
CREATE TABLE audit_logs (
  seq           :int:  PRIMARY KEY,
  id            :id:   NOT NULL UNIQUE,
  at            :int:  NOT NULL,
  actor_type    :text: NOT NULL,
  actor_id      :text: NOT NULL,
  actor_role    :text: NOT NULL,
  action        :text: NOT NULL,
  entity_type   :text: NOT NULL,
  entity_id     :text: NOT NULL,
  status        :text: NOT NULL CHECK (status IN ('success', 'denied', 'failed')),
  error         :text: NOT NULL,
  method        :text: NOT NULL,
  path          :text: NOT NULL,
  request_id    :text: NOT NULL,
  personal_salt :bytes: NOT NULL,
  personal_hash :bytes: NOT NULL,
  actor_email   :text: NOT NULL,
  ip            :text: NOT NULL,
  agent         :text: NOT NULL,
  old_values    :text: NOT NULL,
  new_values    :text: NOT NULL,
  hash          :bytes: NOT NULL
) :strict:;

CREATE INDEX audit_actor ON audit_logs (actor_id, seq);
CREATE INDEX audit_entity ON audit_logs (entity_type, entity_id, seq);
CREATE INDEX audit_action ON audit_logs (action, seq);

-- The end of the chain; its one row is locked while a row is added.
CREATE TABLE audit_head (
  one           :int:  PRIMARY KEY CHECK (one = 1),
  seq           :int:  NOT NULL,
  hash          :bytes: NOT NULL
) :strict:;

CREATE TABLE feature_usage_tracking (
  id            :id:   PRIMARY KEY,
  at            :int:  NOT NULL,
  feature_type  :text: NOT NULL,
  feature_name  :text: NOT NULL,
  account_id    :text: NOT NULL,
  plan          :text: NOT NULL,
  success       :bool: NOT NULL,
  status        :int:  NOT NULL,
  uses          :int:  NOT NULL,
  duration_ms   :int:  NOT NULL,
  metadata      :text: NOT NULL
) :strict:;

CREATE INDEX usage_at ON feature_usage_tracking (at, id);
CREATE INDEX usage_account ON feature_usage_tracking (account_id, at);
