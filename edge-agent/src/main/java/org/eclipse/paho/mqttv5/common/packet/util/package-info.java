/** One class of Paho's, replaced: ADR 0006 says why. */
@NullMarked
package org.eclipse.paho.mqttv5.common.packet.util;

import org.jspecify.annotations.NullMarked;
