-- 0007: what happened, for those who want to be told. An event is stored in
-- the transaction that caused it (EVT-2), and so are its deliveries, one for
-- each webhook that asks for such: none is lost, none is told of what was
-- rolled back.

CREATE TABLE event (
  id            :id:   PRIMARY KEY,         -- UUIDv7: in the order of time
  at            :int:  NOT NULL,
  account_id    :text: NOT NULL,            -- whose; '': the house's
  type          :text: NOT NULL,            -- a word of app/events.def
  data          :text: NOT NULL             -- JSON
) :strict:;

CREATE INDEX event_account ON event (account_id, at);
CREATE INDEX event_at ON event (at);

CREATE TABLE webhook (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  url           :text: NOT NULL,
  events        :text: NOT NULL,            -- ',a,b,' or ',*,'
  secret        :text: NOT NULL,            -- sealed
  old_secret    :text: NOT NULL DEFAULT '', -- sealed; it signs, too,
  old_until     :int:  NOT NULL DEFAULT 0,  -- until then
  is_active     :bool: NOT NULL,
  disabled_why  :text: NOT NULL DEFAULT '', -- by us; '': it was not
  failures      :int:  NOT NULL DEFAULT 0,  -- deliveries in a row
  troubled      :bool: NOT NULL DEFAULT FALSE, -- its last attempt failed
  triggered_at  :int:  NOT NULL DEFAULT 0,  -- its last attempt; 0: none yet
  created_at    :int:  NOT NULL,
  updated_at    :int:  NOT NULL
) :strict:;

CREATE INDEX webhook_account ON webhook (account_id, created_at, id);

-- next_at is when a pending one is due: for one that is being sent that is the
-- end of its lease, so that a node that died is the same as a wait.
CREATE TABLE delivery (
  webhook_id    :id:   NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  event_id      :id:   NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  created_at    :int:  NOT NULL,
  state         :text: NOT NULL
    CHECK (state IN ('pending', 'succeeded', 'failed')),
  manual        :bool: NOT NULL,            -- one attempt, asked for by hand
  attempts      :int:  NOT NULL DEFAULT 0,
  round         :int:  NOT NULL DEFAULT 0,  -- of them, since it began anew
  next_at       :int:  NOT NULL,
  lease         :text: NOT NULL DEFAULT '', -- who sends it
  PRIMARY KEY (webhook_id, event_id)
) :strict:;

CREATE INDEX delivery_event ON delivery (event_id);
CREATE INDEX delivery_list ON delivery (webhook_id, created_at, event_id);
CREATE INDEX delivery_pending ON delivery (webhook_id, next_at, event_id)
  WHERE state = 'pending';
CREATE INDEX delivery_due ON delivery (next_at) WHERE state = 'pending';
CREATE INDEX delivery_leased ON delivery (webhook_id) WHERE lease <> '';

-- Nodes take what is due one after another, by this row.
CREATE TABLE delivery_turn (
  one           :int:  PRIMARY KEY CHECK (one = 1),
  turns         :int:  NOT NULL
) :strict:;

INSERT INTO delivery_turn (one, turns) VALUES (1, 0);

CREATE TABLE delivery_attempt (
  webhook_id    :id:   NOT NULL,
  event_id      :id:   NOT NULL,
  n             :int:  NOT NULL,            -- from 1
  at            :int:  NOT NULL,
  status        :int:  NOT NULL,            -- of HTTP; 0: no answer
  error         :text: NOT NULL,            -- why it counts as failed; or ''
  answer        :text: NOT NULL,            -- cut
  duration_ms   :int:  NOT NULL,
  PRIMARY KEY (webhook_id, event_id, n),
  FOREIGN KEY (webhook_id, event_id)
    REFERENCES delivery (webhook_id, event_id) ON DELETE CASCADE
) :strict:;
