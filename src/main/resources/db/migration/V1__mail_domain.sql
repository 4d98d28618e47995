-- The mail domains whose users may sign in, beside the one that the configuration names.
-- A row of the same name takes the place of the configured domain.
CREATE TABLE mail_domain (
    domain      varchar(253) PRIMARY KEY CHECK (domain = lower(domain)),
    position    integer      NOT NULL DEFAULT 0,
    enabled     boolean      NOT NULL DEFAULT true,
    login       varchar(16)  NOT NULL DEFAULT 'ADDRESS' CHECK (login IN ('ADDRESS', 'LOCAL_PART')),
    allow_plain boolean      NOT NULL DEFAULT false,
    connections integer      NOT NULL DEFAULT 3 CHECK (connections BETWEEN 1 AND 50),
    imap_host   varchar(253) NOT NULL,
    imap_port   integer      NOT NULL CHECK (imap_port BETWEEN 1 AND 65535),
    imap_tls    varchar(16)  NOT NULL CHECK (imap_tls IN ('IMPLICIT', 'STARTTLS', 'PLAIN')),
    smtp_host   varchar(253) NOT NULL,
    smtp_port   integer      NOT NULL CHECK (smtp_port BETWEEN 1 AND 65535),
    smtp_tls    varchar(16)  NOT NULL CHECK (smtp_tls IN ('IMPLICIT', 'STARTTLS', 'PLAIN')),
    pop3_host   varchar(253),
    pop3_port   integer      CHECK (pop3_port BETWEEN 1 AND 65535),
    pop3_tls    varchar(16)  CHECK (pop3_tls IN ('IMPLICIT', 'STARTTLS', 'PLAIN')),
    CHECK (num_nulls(pop3_host, pop3_port, pop3_tls) IN (0, 3))
);
