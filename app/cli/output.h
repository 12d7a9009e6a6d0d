// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <vector>

namespace synoptic {

/// Writes to standard output at once. False if it could not be written.
bool printText(const QByteArray& text);
/// The same with a newline behind.
bool printLine(const QByteArray& line);

/// Writes "synoptic-cli: " and the message as one line to standard error.
void printError(const QString& message);

/// Text of others for a terminal: control characters, invisible ones and those that turn the
/// direction of writing as \x1b or \x{202e}; the backslash stays as it is.
QByteArray terminalText(std::string_view utf8);

/// "nginx (4711)", or in brackets why no process is named.
QByteArray ownerCell(const Owner& owner);

/// A table in plain text, with columns as wide as their longest cell.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        QByteArray heading;
        Align align = Align::Left;
    };

    explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}
    /// One cell for each column.
    void addRow(std::vector<QByteArray> cells) { rows_.push_back(std::move(cells)); }
    /// The heading and the rows, each ending in a newline.
    QByteArray toText() const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<QByteArray>> rows_;
};

} // namespace synoptic
