-- The tables that Spring Session JDBC works on. What a session holds is JSON of fixed types;
-- the credential in it is sealed with a key that only the browser's cookie has.
CREATE TABLE spring_session (
    primary_id            char(36)     NOT NULL PRIMARY KEY,
    session_id            char(36)     NOT NULL UNIQUE,
    creation_time         bigint       NOT NULL,
    last_access_time      bigint       NOT NULL,
    max_inactive_interval integer      NOT NULL,
    expiry_time           bigint       NOT NULL,
    principal_name        varchar(320)
);

CREATE INDEX spring_session_expiry ON spring_session (expiry_time);
CREATE INDEX spring_session_principal ON spring_session (principal_name);

CREATE TABLE spring_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES spring_session (primary_id) ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);

-- Nodes keep sessions in memory for a while. Whatever ends or changes one (any node, the clean-up,
-- an administrator's SQL) is told to all of them here, so that no code can forget to.
CREATE FUNCTION announce_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('restante_session', OLD.session_id);
    RETURN NULL;
END $$;

CREATE TRIGGER spring_session_ended
    AFTER DELETE ON spring_session
    FOR EACH ROW EXECUTE FUNCTION announce_session();

-- Each use of a session writes the whole row, so the new id has to be compared.
CREATE TRIGGER spring_session_renamed
    AFTER UPDATE ON spring_session
    FOR EACH ROW WHEN (OLD.session_id <> NEW.session_id) EXECUTE FUNCTION announce_session();

CREATE FUNCTION announce_session_attribute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- the session itself is gone already when its attributes go with it
    PERFORM pg_notify('restante_session', session_id)
       FROM spring_session WHERE primary_id = OLD.session_primary_id;
    RETURN NULL;
END $$;

CREATE TRIGGER spring_session_attribute_changed
    AFTER UPDATE OR DELETE ON spring_session_attributes
    FOR EACH ROW EXECUTE FUNCTION announce_session_attribute();
