package io.linewatch.edge.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentPartsTest {
  private final RecentParts recent = new RecentParts();

  private static String digest(String picture) {
    return EvidenceFiles.digest(picture.getBytes(UTF_8));
  }

  @Test
  void aPictureThatComesAgainIsKnownAndAnotherOfTheSamePartIsNot() {
    recent.add("P-1", digest("first"));

    assertThat(recent.judged("P-1", digest("first"))).isTrue();
    assertThat(recent.judged("P-1", digest("second"))).isFalse();
    assertThat(recent.judged("P-2", digest("first"))).isFalse();
  }

  @Test
  void partsWhoseNamesHashAlikeAreTwoPartsUnderAFrozenCamera() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    recent.add("Aa", digest("the same"));

    assertThat(recent.judged("BB", digest("the same"))).isFalse();
  }

  @Test
  void bothOfTwoPicturesOfOnePartAreKnown() {
    recent.add("P-1", digest("first"));
    recent.add("P-1", digest("second"));

    assertThat(recent.judged("P-1", digest("first"))).isTrue();
    assertThat(recent.judged("P-1", digest("second"))).isTrue();
  }

  @Test
  void thePartBeforeSoManyOthersIsForgotten() {
    for (int i = 0; i <= RecentParts.REMEMBERED; i++) {
      recent.add("P-" + i, digest("picture " + i));
    }

    assertThat(recent.judged("P-0", digest("picture 0"))).isFalse();
    assertThat(recent.judged("P-1", digest("picture 1"))).isTrue();
    int last = RecentParts.REMEMBERED;
    assertThat(recent.judged("P-" + last, digest("picture " + last))).isTrue();
  }
}
