-- signin.sql - second factors, other doors, remembered devices, what was a password before.  Written by: signin_apply.c.

CREATE TABLE signin_password (
        id      BIGINT PRIMARY KEY,     -- the act that set it
        user_id BIGINT NOT NULL,
        secret  TEXT NOT NULL,          -- Argon2id
        at      TEXT NOT NULL,
        forced  BIGINT NOT NULL,        -- 1: somebody else set it
        until   TEXT NOT NULL           -- of a one-time code: RFC 3339; '' otherwise
);
CREATE INDEX signin_password_user ON signin_password (user_id);

CREATE TABLE signin_factor (
        id      BIGINT PRIMARY KEY,     -- the act factor.enrol
        login   TEXT NOT NULL,
        sealed  TEXT NOT NULL,          -- the TOTP key under the site's key file (seal.h)
        since   TEXT NOT NULL,
        step    BIGINT NOT NULL,        -- the newest step whose code was used: no code of it or before is taken again
        ended   TEXT NOT NULL           -- '' while it is in use
);
CREATE INDEX signin_factor_login ON signin_factor (login);

CREATE TABLE signin_recovery (
        digest  TEXT PRIMARY KEY,       -- sha256:… of the code
        factor_id BIGINT NOT NULL,
        used    TEXT NOT NULL           -- '' or when it was used or replaced
);
CREATE INDEX signin_recovery_factor ON signin_recovery (factor_id);

CREATE TABLE signin_device (
        id      BIGINT PRIMARY KEY,     -- the act trusted.add
        digest  TEXT NOT NULL,          -- of the token in its cookie
        login   TEXT NOT NULL,
        name    TEXT NOT NULL,          -- what the browser says of itself
        since   TEXT NOT NULL,
        until   TEXT NOT NULL,
        ended   TEXT NOT NULL
);
CREATE INDEX signin_device_login ON signin_device (login);

CREATE TABLE signin_session (
        id      BIGINT PRIMARY KEY,     -- the act session.open
        login   TEXT NOT NULL,
        method  TEXT NOT NULL,          -- password certificate oidc ldap
        address TEXT NOT NULL,
        device  TEXT NOT NULL,
        factor  BIGINT NOT NULL,        -- 1: a second factor was given
        confirmed TEXT NOT NULL         -- when the identity was last proven
);

CREATE TABLE signin_binding (
        id      BIGINT PRIMARY KEY,     -- the act binding.add
        login   TEXT NOT NULL,
        kind    TEXT NOT NULL,          -- certificate oidc ldap
        value   TEXT NOT NULL,          -- fingerprint or subject; the claim; the name in the directory
        since   TEXT NOT NULL,
        ended   TEXT NOT NULL
);
CREATE INDEX signin_binding_value ON signin_binding (kind, value);

CREATE TABLE signin_unlock (
        login   TEXT PRIMARY KEY,
        at      TEXT NOT NULL
);
