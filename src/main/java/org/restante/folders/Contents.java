package org.restante.folders;

import java.util.List;

/**
 * What would go with a folder.
 *
 * @param label of the folder itself
 * @param messages in it and in all below it
 * @param below the names of the folders below it
 */
record Contents(String path, String label, long messages, List<String> below) {}
