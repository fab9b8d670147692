package io.linewatch.domain.sheet;

/**
 * @param id the gateway's name, as in its own configuration
 * @param home {@code site/area/line} under which the gateway's own findings are filed
 */
public record GatewayRow(String id, String home) {}
