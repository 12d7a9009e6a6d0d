// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_content.h"

#include <QString>

#include <vector>

/// What stands on a ladder's arrows.
namespace synoptic {

/// A piece of a label. Where there is too little room, those with the least `keep` leave first.
struct LadderPart {
    enum class Style : std::uint8_t {
        Strong, ///< flags, counts
        Plain,
        Aside,   ///< explains the number before it
        Warning, ///< bold, in the colour of warnings
        Repeat,  ///< bold, behind the sign of a retransmission
        Payload, ///< what the packet carries: may be cut short
    };
    QString text;
    Style style = Style::Plain;
    std::uint8_t keep = 0;
    bool apart = false; ///< further from the part before
    QString brief;      ///< instead of `text`, where that alone has too little room
};

struct LadderLabel {
    std::vector<LadderPart> parts;
    std::vector<LadderPart> below; ///< in tall rows, under the arrow

    /// All of it as one line.
    QString text() const;
};

/// The label of any row. Pieces that need the decoded packet come once it is there.
LadderLabel ladderLabel(const LadderContent& content, std::size_t row);

/// "SYN+ACK"; ACK last. "no flags" where none is set.
QString controlText(std::uint8_t control);
/// "3 481 220 117": in every language with no-break spaces.
QString groupedNumber(std::uint32_t number);
/// How long a silence was: "243 ms", "1.02 s", "2 m 41 s".
QString silenceText(Duration length);

/// Numbers of one connection's segments, relative or absolute as the content says.
class LadderNumbers {
public:
    /// For packets of the connection, or of the one before on its ports.
    LadderNumbers(const LadderContent& content, bool previous);

    /// What relative numbers of an end count from.
    std::optional<std::uint32_t> base(LadderSide side) const { return bases_[index(side)]; }
    /// The textbook's name for an end's ISN, where a SYN told it: j of the client, k of the server.
    std::optional<QChar> letter(LadderSide side) const { return letters_[index(side)]; }
    /// A number of an end's sequence, as labels have it.
    QString text(LadderSide side, SequenceNumber number) const;
    /// Relative to the base, or grouped where there is none.
    QString relative(LadderSide side, SequenceNumber number) const;
    /// "j", "j+1".
    QString inLetters(LadderSide side, SequenceNumber number) const;
    /// By how many bits an end shifts its windows; absent where no handshake told.
    std::optional<int> windowShift(LadderSide side) const { return shifts_[index(side)]; }

private:
    const LadderContent& content_;
    std::array<std::optional<std::uint32_t>, 2> bases_;
    std::array<std::optional<QChar>, 2> letters_;
    std::array<std::optional<int>, 2> shifts_;
};

} // namespace synoptic
