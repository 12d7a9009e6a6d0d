// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/packet_filter_field.h"

#include <QEvent>
#include <QLocale>

#include <chrono>

namespace synoptic {

namespace {
constexpr std::chrono::milliseconds kTypingRests{150};
}

PacketFilterField::PacketFilterField(QWidget* parent) : FilterField(parent) {
    // Half a word is no condition: what it means is told when the typing rests.
    typing_.setSingleShot(true);
    typing_.setInterval(kTypingRests);
    connect(&typing_, &QTimer::timeout, this, &PacketFilterField::read);
    connect(this, &FilterField::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            read();
        else
            typing_.start();
    });
    connect(edit(), &QLineEdit::returnPressed, this, &PacketFilterField::read);
    connect(edit(), &FilterEdit::completionWanted, this, &PacketFilterField::offerWords);
    retranslate();
}

void PacketFilterField::read() {
    typing_.stop();
    const PacketFilterParseResult parsed = PacketFilter::parse(text());
    FilterVerdict verdict;
    verdict.kind = parsed.isValid ? FilterVerdict::Kind::Valid : FilterVerdict::Kind::Invalid;
    verdict.message = parsed.message;
    verdict.start = parsed.errorStart;
    verdict.length = parsed.errorLength;
    setVerdict(verdict);
    // An invalid text leaves the rows as they were.
    if (!parsed.isValid || parsed.filter == filter_)
        return;
    filter_ = parsed.filter;
    Q_EMIT filterChosen(filter_);
}

void PacketFilterField::offerWords(const QString& text, qsizetype cursor) {
    qsizetype start = cursor;
    while (start > 0 && !text[start - 1].isSpace())
        --start;
    const QString begun = text.mid(start, cursor - start);
    QStringList offered;
    for (const QString& word : PacketFilter::words())
        if (word.startsWith(begun, Qt::CaseInsensitive) && word != begun)
            offered << word;
    const bool asked = !begun.isEmpty() || text.isEmpty();
    edit()->offer(asked ? offered : QStringList(), start, cursor - start);
}

void PacketFilterField::setProgress(double progress) {
    const int percent = progress < 0 ? -1 : int(progress * 100);
    if (searching_ && percent == percent_)
        return;
    searching_ = true;
    percent_ = percent;
    retranslate();
}

void PacketFilterField::setDone() {
    if (!searching_)
        return;
    searching_ = false;
    retranslate();
}

QString PacketFilterField::hintText() const {
    return tr("Filter: rst, retransmission, tcp not ack");
}

QString PacketFilterField::countsText(int shown, int total) const {
    if (searching_ && percent_ >= 0)
        return tr("Looking, %1 % of the packets").arg(percent_);
    if (searching_)
        return tr("Looking through the packets");
    //: %1 is the number shown, %Ln all there are
    return tr("%1 of %Ln packet(s)", nullptr, total).arg(QLocale().toString(shown));
}

void PacketFilterField::changeEvent(QEvent* event) {
    FilterField::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && !text().isEmpty())
        read();
}

} // namespace synoptic
