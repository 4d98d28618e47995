/**
 * Servers, fixtures and judges for the tests and for {@code spring-boot:test-run}; never in the
 * jar.
 */
package org.restante.support;
