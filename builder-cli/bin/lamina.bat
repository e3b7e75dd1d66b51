@echo off
rem Starts the lamina command of an unpacked distribution on Windows. Best effort: what is tested is Linux.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+UseSerialGC -Xmn24m -XX:-UsePerfData -Dsun.jnu.encoding=UTF-8 %LAMINA_JAVA_OPTS% -cp "%~dp0..\lib\builder-cli.jar" dev.lamina.cli.Main %*
exit /b %ERRORLEVEL%
