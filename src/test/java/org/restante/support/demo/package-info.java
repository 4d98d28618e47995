/** The mail of the demo accounts: invented people, invented domains, real MIME. */
package org.restante.support.demo;
