-- 0007: what happened, for those who want to be told. An event is stored in
-- the transaction that caused it (EVT-2): none is lost, none is told of what
-- was rolled back. Who is told, and how it went: webhook, delivery.

CREATE TABLE event (
  id            :id:   PRIMARY KEY,         -- UUIDv7: in the order of time
  at            :int:  NOT NULL,
  account_id    :text: NOT NULL,            -- whose; '': the house's
  type          :text: NOT NULL,            -- a word of app/events.def
  data          :text: NOT NULL,            -- JSON
  told          :bool: NOT NULL             -- its deliveries are made
) :strict:;

CREATE INDEX event_told ON event (told, id);
CREATE INDEX event_account ON event (account_id, id);
