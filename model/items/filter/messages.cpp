// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/messages.h"

#include "model/items/format.h"
#include "model/items/safe_text.h"

namespace synoptic::filter {

namespace {

QString latin1(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QStringList allStateNames() {
    QStringList names;
    for (const TcpState state : kAllTcpStates)
        names << formatState(state);
    return names;
}

QString stateNames(unsigned states) {
    QStringList names;
    for (const TcpState state : kAllTcpStates) {
        if ((states >> index(state) & 1U) != 0)
            names << formatState(state);
    }
    return names.join(QLatin1String(", "));
}

QString unknownKeyMessage(const QString& key) {
    QStringList names;
    for (const KeyFacts& facts : allKeys())
        names << latin1(facts.name);
    const QString near = nearest(key, names);
    if (near.isEmpty()) {
        return Messages::tr("There is no key “%1”. To search for a text with a colon, set it in "
                            "quotation marks.")
            .arg(safeText(key, 40));
    }
    return Messages::tr("There is no key “%1”. Did you mean “%2”?").arg(safeText(key, 40), near);
}

QString unknownStateMessage(const QString& word) {
    if (word.compare(QLatin1String("udp"), Qt::CaseInsensitive) == 0)
        return Messages::tr("UDP has no states. To find it, write “proto:udp”.");
    const QString near = nearest(word, allStateNames());
    if (near.isEmpty())
        return Messages::tr("“%1” is no TCP state.").arg(safeText(word, 40));
    return Messages::tr("“%1” is no TCP state. Did you mean “%2”?").arg(safeText(word, 40), near);
}

QString unknownWordMessage(Key key, const QString& word) {
    QStringList words;
    for (const std::string_view known : wordsOf(key))
        words << latin1(known);
    const QString near = nearest(word, words);
    if (!near.isEmpty())
        return Messages::tr("“%1” is not known here. Did you mean “%2”?")
            .arg(safeText(word, 40), near);
    return Messages::tr("“%1” is not known here. Possible are: %2.")
        .arg(safeText(word, 40), words.join(QLatin1String(", ")));
}

QString badRegexMessage(const QString& reason) {
    return Messages::tr("The regular expression is wrong: %1.").arg(reason);
}

QString forgottenMessage(Timestamp before) {
    const auto second = std::chrono::ceil<std::chrono::seconds>(before);
    const QString time = formatTimeOfDay(second).chopped(4); // without ".000"
    //: %1 is a time of day
    return Messages::tr("Connections that closed before %1 are no longer kept, so some may be "
                        "missing.")
        .arg(time);
}

} // namespace synoptic::filter
