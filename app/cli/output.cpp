// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace synoptic {

namespace {

/// The columns a text takes on a terminal, as far as its characters are single ones.
qsizetype width(const QByteArray& utf8) {
    return QString::fromUtf8(utf8).size();
}

void appendLine(QByteArray& out, const std::vector<TextTable::Column>& columns,
                const std::vector<qsizetype>& widths, const std::vector<QByteArray>& cells) {
    QByteArray line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const QByteArray padding(widths[i] - width(cells[i]), ' ');
        const bool right = columns[i].align == TextTable::Align::Right;
        if (i > 0)
            line += "  ";
        line += right ? padding + cells[i] : cells[i] + padding;
    }
    while (line.endsWith(' '))
        line.chop(1);
    out += line + '\n';
}

} // namespace

bool printText(const QByteArray& text) {
    const auto size = static_cast<std::size_t>(text.size());
    if (std::fwrite(text.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0)
        return true;
    printError(QStringLiteral("The output cannot be written: %1. Free some space or choose another "
                              "place.")
                   .arg(QString::fromLocal8Bit(std::strerror(errno))));
    return false;
}

bool printLine(const QByteArray& line) {
    return printText(line + '\n');
}

void printError(const QString& message) {
    const QByteArray text = terminalText(message.toStdString());
    std::fprintf(stderr, "synoptic-cli: %s\n", text.constData());
}

QByteArray terminalText(std::string_view utf8) {
    QByteArray out;
    const auto text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    for (const char32_t c : text.toStdU32String()) {
        if (QChar::isPrint(c)) {
            out += QString::fromUcs4(&c, 1).toUtf8();
            continue;
        }
        std::array<char, 16> escape{};
        std::snprintf(escape.data(), escape.size(), c < 0x100 ? "\\x%02x" : "\\x{%x}",
                      static_cast<unsigned>(c));
        out += escape.data();
    }
    return out;
}

QByteArray ownerCell(const Owner& owner) {
    switch (owner.kind) {
    case Owner::Kind::Process: {
        QByteArray text =
            terminalText(owner.process->name) + " (" + QByteArray::number(owner.process->pid) + ')';
        if (owner.others > 0)
            text += " +" + QByteArray::number(owner.others);
        return text;
    }
    case Owner::Kind::Kernel:
        return "[kernel]";
    case Owner::Kind::OtherUser:
        return "[another user's]";
    case Owner::Kind::NotVisible:
        return "[not visible from here]";
    case Owner::Kind::Unknown:
        break;
    }
    return "[unknown]";
}

QByteArray TextTable::toText() const {
    std::vector<QByteArray> headings;
    std::vector<qsizetype> widths;
    for (const Column& column : columns_) {
        headings.push_back(column.heading);
        widths.push_back(width(column.heading));
    }
    for (const auto& cells : rows_)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], width(cells[i]));
    QByteArray out;
    appendLine(out, columns_, widths, headings);
    for (const auto& cells : rows_)
        appendLine(out, columns_, widths, cells);
    return out;
}

} // namespace synoptic
