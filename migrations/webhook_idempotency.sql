CREATE TABLE webhook_idempotency (
    key bytea PRIMARY KEY,
    owner bytea NOT NULL,
    attempt integer NOT NULL,
    fingerprint bytea NOT NULL,
    leased_until timestamptz, -- NULL: completed; -infinity: released
    expires_at timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX webhook_idempotency_expires_at ON webhook_idempotency (expires_at);
