-- As whom somebody writes, by the address that they sign in with, in lower case.
CREATE TABLE identity (
    address   varchar(320)  PRIMARY KEY CHECK (address = lower(address)),
    name      varchar(200)  NOT NULL,
    reply_to  varchar(320)  NOT NULL,
    signature varchar(4000) NOT NULL,
    bcc_self  boolean       NOT NULL,
    hold      integer       NOT NULL CHECK (hold BETWEEN 5 AND 30) -- seconds
);
