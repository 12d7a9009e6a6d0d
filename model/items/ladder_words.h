// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_content.h"

#include <QString>

/// What a ladder says beside its arrows.
namespace synoptic {

/// The head of a lifeline: "This end · curl, PID 8841" over "192.0.2.10:41836 · client".
struct LadderHead {
    QString title;
    QString address;
    QString role; ///< empty where nothing tells who opened
};
LadderHead ladderHead(const LadderContent& content, LadderSide side);
/// "This end", "Peer", "Client", ...: names an end within a sentence.
QString ladderEndName(const LadderContent& content, LadderSide side);

/// "1.284", or the time of day; empty where a row has no time of its own.
QString ladderTime(const LadderContent& content, std::size_t row);
/// The time since the packet before: "+18 ms".
QString ladderInterval(const LadderContent& content, std::size_t row);

/// What stands over the columns of both.
QString ladderTimeCaption(const LadderContent& content);
QString ladderIntervalCaption();

/// A row in whole words, one fact a line. Plain text with hostile parts made safe.
QString ladderRowHelp(const LadderContent& content, std::size_t row);
/// The same in one line, for screen readers.
QString ladderRowSpoken(const LadderContent& content, std::size_t row);

} // namespace synoptic
