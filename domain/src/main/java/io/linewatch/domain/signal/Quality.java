package io.linewatch.domain.signal;

/**
 * How far a value can be trusted, as in OPC UA: a bad value decides nothing, an uncertain one says
 * so.
 */
public enum Quality {
  GOOD,
  UNCERTAIN,
  BAD
}
