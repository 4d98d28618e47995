/** Restante as it runs for people: one application, real database, real mail servers. */
package org.restante.journey;
