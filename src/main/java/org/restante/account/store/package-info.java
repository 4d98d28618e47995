/**
 * Sessions as rows of PostgreSQL, kept in the node for a while so that a request costs no query.
 */
@NullMarked
package org.restante.account.store;

import org.jspecify.annotations.NullMarked;
