-- Who may enter /admin. There is no account by default: the first one is made by a link that the
-- log tells.
CREATE TABLE administrator (
    id           uuid         PRIMARY KEY,
    name         varchar(64)  NOT NULL,
    password     varchar(255) NOT NULL, -- Argon2id, in the PHC string format
    created_at   timestamptz  NOT NULL DEFAULT now(),
    signed_in_at timestamptz
);

CREATE UNIQUE INDEX administrator_name ON administrator (lower(name));

-- One-time links; who reads this table cannot use them, because only their hashes are here.
CREATE TABLE administrator_invitation (
    token_hash bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    invited_by varchar(64), -- nobody: the first administrator's, told in the log
    expires_at timestamptz NOT NULL
);

-- Their sessions are not those of mailbox users: another cookie, another table, no credential.
CREATE TABLE administrator_session (
    token_hash       bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    administrator_id uuid        NOT NULL REFERENCES administrator (id) ON DELETE CASCADE,
    started_at       timestamptz NOT NULL DEFAULT now(),
    used_at          timestamptz NOT NULL DEFAULT now(),
    zone             varchar(64) NOT NULL
);

CREATE INDEX administrator_session_administrator ON administrator_session (administrator_id);

-- The administrator looks sessions up by how an address begins, or by "@" and its domain.
CREATE INDEX spring_session_address ON spring_session (lower(principal_name) text_pattern_ops);
CREATE INDEX spring_session_domain ON spring_session (reverse(lower(principal_name)) text_pattern_ops);

-- Whoever ends a session, by whatever means, ends the account's connections on every node.
CREATE FUNCTION announce_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('restante_session_ended', OLD.principal_name);
    RETURN NULL;
END $$;

CREATE TRIGGER spring_session_ended_for_whom
    AFTER DELETE ON spring_session
    FOR EACH ROW WHEN (OLD.principal_name IS NOT NULL) EXECUTE FUNCTION announce_session_ended();

-- Nodes keep the mail domains in memory.
CREATE FUNCTION announce_mail_domains() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('restante_mail_domain', '');
    RETURN NULL;
END $$;

CREATE TRIGGER mail_domain_changed
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON mail_domain
    FOR EACH STATEMENT EXECUTE FUNCTION announce_mail_domains();
