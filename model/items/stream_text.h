// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

/// Bytes from the wire as lines a person can read: UTF-8 where it is that, escapes for all that
/// could move, hide or turn text. Pure functions; any thread.
namespace synoptic {

using StreamBytes = std::span<const std::uint8_t>;

/// Where a line of text that begins at `begin` ends: behind its line feed, or where the next sign
/// would not fit into `columns` any more. Always behind `begin`, unless that is the end of `bytes`.
/// A sign is one column wide, East Asian ones two; a tab goes to the next eighth column.
std::size_t endOfStreamLine(StreamBytes bytes, std::size_t begin, int columns);

/// A line as it is painted.
struct StreamLine {
    static constexpr std::uint32_t kNoByte = ~std::uint32_t{0};

    QString text;
    /// For each place in `text`, and for its end: the byte, from the line's begin, it stands for;
    /// kNoByte where it stands between bytes.
    std::vector<std::uint32_t> bytes;
    /// Begin and length in `text` of what stands for bytes that are no text.
    std::vector<std::pair<int, int>> escapes;
};
/// The line of `bytes`, without its line feed.
StreamLine streamTextLine(StreamBytes bytes);
/// "0000002a  47 45 54 20 2f …  |GET /…|"; `perRow` is how many bytes a whole row has.
StreamLine streamHexLine(StreamBytes bytes, std::uint64_t offset, int perRow);
/// Columns that a row of hexadecimal takes.
int streamHexColumns(int perRow);

/// As streamTextLine() writes it, with line feeds and tabs as they are: for files and the
/// clipboard. UTF-8.
QByteArray streamPlainText(StreamBytes bytes);

/// What a person looks for: the text's UTF-8, where "\x1b", "\r", "\n", "\t", "\0" and "\\" stand
/// for bytes as they do in the lines.
QByteArray streamNeedle(const QString& text);

} // namespace synoptic
