-- What a user prefers, by the address that they sign in with, in lower case.
CREATE TABLE preference (
    address   varchar(320) PRIMARY KEY,
    theme     varchar(16)  NOT NULL CHECK (theme IN ('AUTOMATIC', 'LIGHT', 'DARK')),
    density   varchar(16)  NOT NULL CHECK (density IN ('COMFORTABLE', 'COMPACT')),
    pane      varchar(16)  NOT NULL CHECK (pane IN ('RIGHT', 'HIDDEN')),
    language  varchar(35)  CHECK (language IN ('en-GB', 'en-US', 'de')),
    zone      varchar(64)  CHECK (zone ~ '^[A-Za-z0-9_/+-]+$'),
    page_rows integer      NOT NULL CHECK (page_rows IN (25, 50, 100)),
    endless   boolean      NOT NULL,
    shortcuts boolean      NOT NULL
);

-- Nodes keep preferences in memory for a while; whatever changes one is told to all of them here.
CREATE FUNCTION announce_preference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('restante_preference', OLD.address);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('restante_preference', NEW.address);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER preference_changed
    AFTER INSERT OR UPDATE OR DELETE ON preference
    FOR EACH ROW EXECUTE FUNCTION announce_preference();
